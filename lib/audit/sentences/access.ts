import { yesNoChange } from './changes';
import { PERSON, plain, type Tellers } from './telling';

export const ACCESS = {
  'access.requested': plain('inbox', 'asked for permission to manage keys'),
  'access.withdrawn': plain('inbox', 'withdrew their request to manage keys'),
  'access.granted': (event) => ({
    says: ['granted key management to ', PERSON],
    icon: 'userplus',
    changes: yesNoChange('Key management', event, 'keyManagement'),
  }),
  'access.refused': plain('ban', 'refused key management to ', PERSON),
} satisfies Tellers;
