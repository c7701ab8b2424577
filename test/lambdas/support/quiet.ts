/** What a Lambda's module reads as it loads, and no output of Powertools in the test's: import this before anything else. */
process.env.APP_VERSION = '1.2.3';
process.env.RUN_BUCKET = 'run-bucket';
process.env.SEALING_KEY_ARN = 'arn:aws:kms:eu-central-1:111122223333:key/sealing';
process.env.AWS_REGION = 'eu-central-1';
process.env.POWERTOOLS_LOG_LEVEL = 'SILENT';
process.env.POWERTOOLS_METRICS_DISABLED = 'true';
