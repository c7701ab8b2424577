/*
 * For mutation testing, the tests of the CDK app that compare whole templates, and those of its configuration. The others
 * look at parts of the same templates. In one file, whose first failure ends the run: Vitest would load each of several
 * files before it knew that nothing of it has to be run any more. None of them synthesizes outside of a test, where
 * Stryker would take what throws for an error of its own.
 */
import '../lib/templates.test';
import '../lib/config.test';
import '../lib/config-enumerations.test';
import '../lib/account-events.test';
import '../lib/explained-wildcard.test';
import '../lib/object-lock.test';
import '../lib/config-limits.test';
import '../lib/two-sources.test';
import '../lib/warnings.test';
