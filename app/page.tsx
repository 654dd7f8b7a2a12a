import { redirect } from 'next/navigation';

/** Everybody's first page is their own keys; who is signed out goes on to /sign-in from there. */
export default function Home() {
  redirect('/user-control');
}
