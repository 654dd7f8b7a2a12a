/** The pages that a key is below: its owner's, or for somebody else's key the company's. */
export const OWN_LIST = { label: 'User Control', href: '/user-control' } as const;
export const COMPANY_LIST = { label: 'Key inventory', href: '/admin/keys' } as const;
