package io.nolmq.cli.lab;

import io.nolmq.Context;
import io.nolmq.cli.shell.ExitCode;
import io.nolmq.cli.shell.ReaderGone;
import io.nolmq.lab.Course;
import io.nolmq.lab.Plan;
import io.nolmq.lab.Program;
import io.nolmq.lab.Role;
import io.nolmq.message.Endpoint;
import io.nolmq.message.ErrorCode;
import io.nolmq.message.InterruptedSocketException;
import io.nolmq.message.ZmqException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.time.Duration;

/**
 * One program of the lab from its start to its exit code.
 *
 * @param role which program it is
 * @param plan what it is told
 * @param program the program
 * @param inWholeLab whether it is one of the processes of {@code nol lab}, which is named otherwise
 */
record RoleRun(Role role, Plan plan, Program program, boolean inWholeLab) {
    /** How long what is queued may still be sent by a program that did all of its work. */
    private static final Duration AFTER_WORK = Duration.ofSeconds(30);

    /** The same for one that was stopped, or ran out of time. */
    private static final Duration AFTER_STOP = Duration.ofMillis(500);

    int run(OutputStream out, PrintStream err) {
        Context context = Context.create();
        Course course = new Course(plan, out, err);
        try {
            program.run(context, course);
            return end(context, course);
        } catch (InterruptedSocketException stopped) {
            return plan.isEndless() ? ExitCode.DONE.number() : ExitCode.INTERRUPTED.number();
        } catch (ZmqException failed) {
            course.complain(name() + ": " + reason(failed));
            return ExitCode.of(failed.code()).number();
        } catch (UncheckedIOException output) {
            if (ReaderGone.isMeantBy(output)) {
                return ExitCode.DONE.number();
            }
            course.complain(name() + ": cannot write: " + output.getMessage());
            return ExitCode.FAILED.number();
        } finally {
            context.close(AFTER_STOP);
        }
    }

    private int end(Context context, Course course) {
        long lost = context.close(course.isComplete() ? AFTER_WORK : AFTER_STOP).discardedMessages();
        if (course.isComplete() && lost > 0) {
            course.complain(name() + ": not sent: messages=" + lost + "; no peer took them in time");
            return ExitCode.TOO_FEW.number();
        }
        if (course.isComplete() || plan.count() == Plan.UNLIMITED) {
            return ExitCode.DONE.number();
        }
        course.complain(name() + ": too few messages: done=" + course.done() + ", count=" + plan.count() + ", endpoint="
                + plan.endpoint());
        return ExitCode.TOO_FEW.number();
    }

    private String reason(ZmqException failed) {
        if (failed.code() != ErrorCode.ADDRESS_IN_USE) {
            return String.valueOf(failed.getMessage());
        }
        int port = Endpoint.parse(plan.endpoint()).port();
        String option = inWholeLab ? "--endpoint " + role + "=tcp://*:PORT" : "--endpoint tcp://*:PORT";
        return "port " + port + " of " + role + " is in use: endpoint=" + plan.endpoint()
                + "; end what listens there, or choose another port with " + option;
    }

    private String name() {
        return inWholeLab ? "nol: lab" : "nol: lab " + role;
    }
}
