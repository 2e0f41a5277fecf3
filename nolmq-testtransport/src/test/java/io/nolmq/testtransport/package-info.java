/** How other modules and NolMQ find each other. */
package io.nolmq.testtransport;
