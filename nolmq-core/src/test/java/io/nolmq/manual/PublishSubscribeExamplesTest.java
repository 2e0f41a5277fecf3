package io.nolmq.manual;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.nolmq.Context;
import io.nolmq.PubSocket;
import io.nolmq.SubSocket;
import io.nolmq.XpubSocket;
import io.nolmq.XsubSocket;
import io.nolmq.message.Endpoint;
import io.nolmq.message.Message;
import io.nolmq.message.Reason;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class PublishSubscribeExamplesTest {
    private final List<String> printed = new ArrayList<>();

    private void print(String line) {
        printed.add(line);
    }

    @Test
    void readme() {
        try (Context context = Context.create();
                PubSocket pub = context.pub();
                SubSocket sub = context.sub()) {
            Endpoint endpoint = pub.bind("tcp://127.0.0.1:*");
            sub.connect(endpoint.toString());
            sub.subscribe("WAKTU");
            pub.awaitSubscribers(1, Duration.ofSeconds(10));
            pub.send("WAKTU 12:03:10");
            print(sub.receive().text());
        }
        assertThat(printed).containsExactly("WAKTU 12:03:10");
    }

    @Test
    void pubDropsWhatNobodyWants() {
        try (Context context = Context.create();
                PubSocket pub = context.pub()) {
            pub.bind("tcp://127.0.0.1:*");
            pub.send(Message.of("weather", "rain"));
            print("dropped: " + pub.statistics().times(Reason.NO_PEER));
        }
        assertThat(printed).containsExactly("dropped: 1");
    }

    @Test
    void xpubIsToldOfSubscriptions() {
        try (Context context = Context.create()) {
            XpubSocket xpub = context.xpub();
            SubSocket sub = context.sub();
            sub.connect(xpub.bind("tcp://127.0.0.1:*").toString());
            sub.subscribe("weather");
            byte[] note = xpub.receive().bytes();
            print((note[0] == 1 ? "subscribed: " : "cancelled: ") + new String(note, 1, note.length - 1, UTF_8));
            xpub.send(Message.of("weather", "rain"));
            print(sub.receive().text(1));
        }
        assertThat(printed).containsExactly("subscribed: weather", "rain");
    }

    @Test
    void xsubSubscribesByAMessage() {
        try (Context context = Context.create()) {
            PubSocket pub = context.pub();
            XsubSocket xsub = context.xsub();
            xsub.connect(pub.bind("tcp://127.0.0.1:*").toString());
            xsub.send("\u0001weather");
            pub.awaitSubscribers(1, Duration.ofSeconds(10));
            pub.send(Message.of("weather", "rain"));
            print(xsub.receive().text(1));
        }
        assertThat(printed).containsExactly("rain");
    }

    @Test
    void subTakesOnePrefixOutOfTwo() {
        try (Context context = Context.create();
                PubSocket pub = context.pub();
                SubSocket sub = context.sub()) {
            sub.subscribe("news.");
            sub.connect(pub.bind("tcp://127.0.0.1:*").toString());
            pub.awaitSubscribers(1, Duration.ofSeconds(10));
            pub.send(Message.of("sport.football", "2:1"));
            pub.send(Message.of("news.local", "market opens"));
            Message message = sub.receive();
            print(message.text(0) + ": " + message.text(1));
        }
        assertThat(printed).containsExactly("news.local: market opens");
    }
}
