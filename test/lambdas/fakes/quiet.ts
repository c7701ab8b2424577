import '../support/environment';

/** Keeps Powertools out of the test's output: import this before anything else. */
process.env.POWERTOOLS_METRICS_DISABLED = 'true';
