/** Every IANA zone that this runtime knows, and UTC, which is in no list of places. */
export function listTimeZones(): string[] {
  return [...new Set(['UTC', ...Intl.supportedValuesOf('timeZone')])];
}
