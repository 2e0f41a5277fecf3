/** Stress tests: load, faults and chance, against invariants that hold exactly. The long versions carry the tag soak. */
@org.jspecify.annotations.NullMarked
package io.nolmq.stress;
