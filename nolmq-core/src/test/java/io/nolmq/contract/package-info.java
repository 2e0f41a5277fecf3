/**
 * What every transport and every pattern must do, tested through the public interface only. The tests were written from
 * the reference and the javadoc, without a look at what is behind them.
 */
package io.nolmq.contract;
