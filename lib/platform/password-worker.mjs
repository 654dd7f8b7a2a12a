import bcrypt from 'bcryptjs';

const COST = 12;

/** Runs in a thread of its own: one hash takes a quarter of a second, in which nothing else would be served. */
export default function work({ operation, password, hash }) {
  return operation === 'hash' ? bcrypt.hashSync(password, COST) : bcrypt.compareSync(password, hash);
}
