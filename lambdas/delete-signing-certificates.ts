import { DeleteSigningCertificateCommand, type IAMClient } from '@aws-sdk/client-iam';
import { deleteEach } from './credentials/delete-each';
import { deleteStage } from './credentials/delete-stage';

/** Deletes these signing certificates of the root user, by their IDs, and says what happened to each. */
export function deleteSigningCertificates(iam: IAMClient, ids: readonly string[]) {
  return deleteEach('signing-certificates', ids, 'iam:DeleteSigningCertificate', (id) =>
    iam.send(new DeleteSigningCertificateCommand({ CertificateId: id })),
  );
}

/** The Lambda `DeleteSigningCertificates`: the approved signing certificates of one account go. */
export const handler = deleteStage('signing-certificates', deleteSigningCertificates);
