import './support/quiet';
import { describe } from 'vitest';
import { deleteAccessKeys } from '../../lambdas/delete-access-keys';
import { deletesExactlyWhatItIsGiven } from './support/delete-stage';

describe('deleteAccessKeys', () => {
  deletesExactlyWhatItIsGiven({
    kind: 'access-keys',
    remove: deleteAccessKeys,
    operation: 'DeleteAccessKey',
    ids: ['AKIAIOSFODNN7EXAMPLE', 'AKIAI44QH8DHBEXAMPLE'],
    inputFor: (AccessKeyId) => ({ AccessKeyId }),
  });
});
