/**
 * Makes every allocation, I/O call and method of the engine fail in turn, and checks that it goes on all the same: after one
 * failure, or one moment without memory, every socket works again, closing ends, no thread or descriptor is left, and no
 * message is torn, doubled or lost uncounted.
 *
 * <p>{@code io.nolmq.fault.seam} weaves a call into each site of the engine's classes, and decides which hit fails. The other
 * classes here run in the class loader of the woven ones; only the tests do not. A run ({@link io.nolmq.fault.Script}) goes
 * through phases, and a site is failed in each phase in which it is hit, by a thread of the application and by one of the
 * engine. {@link io.nolmq.fault.FaultInjectionTest} runs all; {@link io.nolmq.fault.Campaign} says how to run one case from the
 * command line, with {@code io.nolmq.fault.seam.FaultInjection} as the main class. System properties:
 * {@code nolmq.fault.patienceMillis} (10 000 by default), and {@code nolmq.fault.traces} for stack traces of what is injected.
 *
 * <p>Left out:
 *
 * <ul>
 *   <li>static initialisers: a class whose initialiser failed is unusable for ever, and no code can mend that. All classes
 *       are initialised before the first run;
 *   <li>StackOverflowError on the engine's own threads: nobody calls into them with a stack that is nearly used up;
 *   <li>StackOverflowError below {@code Mailbox.run}, {@code PipeWriter.write} and {@code Dirty.flushAll}: the engine does
 *       these on a caller's stack only where {@code StackRoom} finds that much of it is left;
 *   <li>UnknownHostException for an address in numbers, which is never thrown;
 *   <li>methods of the JDK that only look at what is there, or change it in place ({@code JdkCalls} names them);
 *   <li>failures behind the effect of a call, but for {@code close}, which fails behind it only.
 * </ul>
 */
package io.nolmq.fault;
