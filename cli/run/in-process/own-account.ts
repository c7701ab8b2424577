import { randomBytes } from 'node:crypto';
import { Readable } from 'node:stream';
import type { DecryptCommandInput, GenerateDataKeyCommandInput } from '@aws-sdk/client-kms';
import type {
  GetObjectCommandInput,
  ListObjectsV2CommandInput,
  PutObjectCommandInput,
} from '@aws-sdk/client-s3';
import type { SendTaskSuccessCommandInput } from '@aws-sdk/client-sfn';
import type { PublishCommandInput } from '@aws-sdk/client-sns';
import { sdkStreamMixin } from '@smithy/core/serde';
import type { Answer } from '../../../lambdas/aws-calls/own-client';
import { type Email, MasterKey, type ObjectStore, type TaskTokens } from '../../../local-aws';

/** What the functions find in the account that the app would be deployed to. */
export interface OwnAccount {
  readonly bucket: string;
  readonly objects: ObjectStore;
  readonly taskTokens: TaskTokens;
  /** The email address that every link is for. */
  readonly approver: string;
  readonly onEmail: (email: Email) => void;
}

/** Where the account of a process is: in no Region of AWS, and under an ID that none has. */
export const here = { region: 'this-machine', accountId: '000000000000' };
const { region, accountId } = here;

/** What the ARN of an approver's topic begins with; a topic is a place in an email's way here and nothing more. */
export const topicPrefix = `arn:aws:sns:${region}:${accountId}:approver-`;

/** Answers for the services of the app's own account, as far as its functions use them: nothing leaves this process. */
export function answersOf(account: OwnAccount): Record<string, Answer> {
  return {
    S3Client: answering(runStore(account)),
    KMSClient: answering(sealingKey()),
    SNSClient: answering(topic(account)),
    SFNClient: answering(waits(account)),
    CloudTrailClient: answering(eventHistory),
  };
}

type Command = (input: never) => object | Promise<object>;

function answering(commands: Readonly<Record<string, Command>>): Answer {
  return async (command, input) => {
    const answer = commands[command];
    if (!answer) throw new Error(`Nobody answers ${command} here.`);
    return answer(input as never);
  };
}

function runStore({ objects, bucket }: OwnAccount) {
  return {
    GetObjectCommand: async ({ Key = '' }: GetObjectCommandInput) => {
      const { body, etag } = objects.get(bucket, Key);
      return { Body: sdkStreamMixin(Readable.from([body])), ETag: etag };
    },
    PutObjectCommand: ({ Key = '', Body, IfNoneMatch, IfMatch }: PutObjectCommandInput) => {
      const conditions = { ifNoneMatch: IfNoneMatch, ifMatch: IfMatch };
      return { ETag: objects.put(bucket, Key, Buffer.from(String(Body)), conditions) };
    },
    ListObjectsV2Command: ({ Prefix = '' }: ListObjectsV2CommandInput) => {
      const listed = objects.list(bucket, Prefix);
      return {
        KeyCount: listed.length,
        Contents: listed.map(({ key, lastModified }) => ({ Key: key, LastModified: lastModified })),
      };
    },
  };
}

function sealingKey() {
  const key = new MasterKey('run');
  return {
    GenerateDataKeyCommand: ({ EncryptionContext = {} }: GenerateDataKeyCommandInput) => {
      const Plaintext = randomBytes(32);
      return { Plaintext, CiphertextBlob: key.encrypt(Plaintext, EncryptionContext) };
    },
    DecryptCommand: ({ CiphertextBlob, EncryptionContext = {} }: DecryptCommandInput) => ({
      Plaintext: key.decrypt(CiphertextBlob ?? new Uint8Array(), EncryptionContext),
    }),
  };
}

/** The topic of the one approver, whose subscription is confirmed. */
function topic({ approver, onEmail }: OwnAccount) {
  const SubscriptionArn = `${topicPrefix}:1`;
  return {
    ListSubscriptionsByTopicCommand: () => ({
      Subscriptions: [{ SubscriptionArn, Protocol: 'email', Endpoint: approver, Owner: accountId }],
    }),
    PublishCommand: ({ Subject = '', Message = '' }: PublishCommandInput) => {
      onEmail({ to: approver, subject: Subject, message: Message });
      return {};
    },
  };
}

function waits({ taskTokens }: OwnAccount) {
  return {
    SendTaskSuccessCommand: ({ taskToken = '', output = '' }: SendTaskSuccessCommandInput) => {
      taskTokens.succeed(taskToken, output);
      return {};
    },
  };
}

/** Nobody but this process knows of its executions. */
const eventHistory = {
  LookupEventsCommand: () => {
    const message =
      'The run was started on one machine and in no account of AWS, so CloudTrail knows nothing of it.';
    throw Object.assign(new Error(message), { name: 'NotInAwsError' });
  },
};
