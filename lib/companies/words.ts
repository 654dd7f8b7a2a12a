import type { CompanyError, HandOnError } from './errors';

const NOT_THERE = 'There is nothing here, or it is not yours to see.';

export function companyErrorWords(error: CompanyError): { message: string; field?: string } {
  switch (error.code) {
    case 'NOT_FOUND':
      return { message: NOT_THERE };
    case 'SLUG_TAKEN':
      return { message: 'Another company has that slug. Choose one.', field: 'slug' };
    case 'EMAIL_TAKEN':
      return { message: 'That address belongs to somebody already.', field: 'administratorEmail' };
    case 'CONFLICT':
      return { message: 'This company was changed elsewhere. You see it as it is now.' };
    case 'OWN_COMPANY':
      return { message: 'This is your own company. You would lock yourself out.' };
    case 'ACCEPTED':
      return { message: 'An administrator of this company has signed in. They invite others.' };
  }
}

export function handOnErrorWords(error: HandOnError): { message: string; field?: string } {
  switch (error.code) {
    case 'NOT_FOUND':
      return { message: NOT_THERE };
    case 'NOBODY':
      return { message: 'Nobody in your company who is active and has MFA on has that address.', field: 'email' };
    case 'YOURSELF':
      return { message: 'That is you.', field: 'email' };
  }
}
