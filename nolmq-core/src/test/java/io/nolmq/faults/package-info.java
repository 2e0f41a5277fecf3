/**
 * Faults that were found by trying, each as the program that showed it: with the public interface only, and where it takes
 * a JVM with little memory or few threads, in a process of its own.
 */
package io.nolmq.faults;
