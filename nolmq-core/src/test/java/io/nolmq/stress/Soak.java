package io.nolmq.stress;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;

/** A long test: it runs only when asked for, and may take its time. */
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
@Tag(Soak.TAG)
@Timeout(value = Soak.MINUTES + 5, unit = TimeUnit.MINUTES)
@interface Soak {
    String TAG = "soak";

    /** How long its threads may work: not what it takes, but when something must be wrong. */
    int MINUTES = 25;
}
