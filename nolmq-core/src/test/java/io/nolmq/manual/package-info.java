/** The examples of the manual, compiled and run: each Java block in the documents stands in one of these files. */
package io.nolmq.manual;
