export const outside = 'the kernel imports nothing';
