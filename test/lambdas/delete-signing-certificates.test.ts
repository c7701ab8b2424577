import './support/quiet';
import { describe } from 'vitest';
import { deleteSigningCertificates } from '../../lambdas/delete-signing-certificates';
import { deletesExactlyWhatItIsGiven } from './support/delete-stage';

describe('deleteSigningCertificates', () => {
  deletesExactlyWhatItIsGiven({
    kind: 'signing-certificates',
    remove: deleteSigningCertificates,
    operation: 'DeleteSigningCertificate',
    ids: ['CERT1', 'CERT2'],
    inputFor: (CertificateId) => ({ CertificateId }),
  });
});
