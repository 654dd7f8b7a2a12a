/**
 * The passwords of eight characters and more that every list of leaked ones begins with, lower case, and the stems of those
 * that only add digits or signs. Short on purpose: the throttle stops whoever works through longer lists.
 */
export const COMMON_PASSWORDS: ReadonlySet<string> = new Set(
  `password password1 passw0rd p@ssw0rd p@ssword passwort motdepasse contraseña contrasena senha parola wachtwoord
  12345678 123456789 1234567890 12345678910 0123456789 987654321 9876543210 11111111 00000000 12341234 11223344 12121212
  123123123 88888888 99999999 1q2w3e4r 1q2w3e4r5t 1qaz2wsx 1qazxsw2 zaq12wsx q1w2e3r4 q1w2e3r4t5 qwertyui qwertyuiop
  qwerty123 qwerty12 qwertz qwertzui qwerty azerty azertyuiop asdfghjk asdfghjkl asdfasdf zxcvbnm zxcvbnmm abcdefgh
  abcdefghi abcd1234 abc12345 a1b2c3d4 aa123456 iloveyou iloveyou1 letmein letmein1 welcome welcome1 sunshine princess
  football baseball basketball superman batman starwars trustno1 monkey dragon shadow master michael jennifer jordan
  charlie computer internet whatever changeme default secret secret123 administrator administrator1 admin123 admin1234
  adminadmin rootroot root1234 testtest test1234 guest123 demo1234 user1234 correcthorsebatterystaple`.split(/\s+/),
);
