/*
 * For mutation testing, the tests of the configuration, which are quick, and those of the CDK app that compare whole
 * templates. The others look at parts of the same templates. In one file, so that the CDK is loaded once.
 */
import '../lib/allowed-values.test';
import '../lib/config.test';
import '../lib/config-enumerations.test';
import '../lib/account-events.test';
import '../lib/explained-wildcard.test';
import '../lib/object-lock.test';
import '../lib/templates.test';
import '../lib/config-limits.test';
import '../lib/two-sources.test';
import '../lib/warnings.test';
