import { yesNoChange } from './changes';
import { ownOrOther, PERSON, plain, type Tellers } from './telling';

export const MFA = {
  'mfa.enrolment_begun': plain('shield', 'began to set up MFA'),
  'mfa.enabled': ownOrOther('shield', ['turned on MFA'], ['turned on MFA for ', PERSON]),
  'mfa.disabled': ownOrOther('shield', ['turned off MFA'], ['turned off MFA for ', PERSON]),
  'mfa.recovery_code_used': plain('shield', 'used a recovery code'),
  'mfa.recovery_codes_renewed': plain('shield', 'made new recovery codes'),
  'mfa.reset': (event) => ({
    says: ['reset the MFA of ', PERSON],
    icon: 'shield',
    changes: yesNoChange('MFA', { before: event.before, after: { hasMfa: false } }, 'hasMfa'),
  }),
} satisfies Tellers;
