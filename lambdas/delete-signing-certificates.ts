import { DeleteSigningCertificateCommand, type IAMClient } from '@aws-sdk/client-iam';
import { KMSClient } from '@aws-sdk/client-kms';
import { clientDefaults } from './shared/aws-clients';
import { DeleteStagePayload, deleteEach } from './shared/delete-each';
import { env } from './shared/env';
import { stateHandler } from './shared/handler';
import { rootIam } from './shared/root-session';

/** Deletes these certificate IDs of the root user and says what happened to each. */
export function deleteSigningCertificates(iam: IAMClient, ids: readonly string[]) {
  return deleteEach('signing-certificates', ids, 'iam:DeleteSigningCertificate', (id) =>
    iam.send(new DeleteSigningCertificateCommand({ CertificateId: id })),
  );
}

const seal = { kms: new KMSClient(clientDefaults), keyArn: env('SEALING_KEY_ARN') };

export const handler = stateHandler(DeleteStagePayload, async ({ approved, sealedSession, ...scope }) => {
  const ids = approved['signing-certificates'];
  if (ids.length === 0) return { deletions: [] };
  return deleteSigningCertificates(await rootIam(seal, scope, sealedSession), ids);
});
