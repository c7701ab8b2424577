/** What a Lambda takes in one event, in bytes. https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html */
const eventLimit = 6 * 1024 * 1024;

/** The event around the form: headers are at most 10,240 bytes, and the path is in it three times. */
const eventAround = 64 * 1024;

/**
 * How large the form of a decision may be, in bytes; HTTP APIs hand it to the Lambda in base64, 4 bytes for 3. What is
 * larger gets an answer that is none of the page's, so the page says it before.
 */
export const maxFormBytes = Math.floor((eventLimit - eventAround) / 4) * 3;
