/** For a select whose time zone has to be chosen: nothing yet, and every zone there is. */
export function TimeZoneOptions({ timeZones }: { timeZones: readonly string[] }) {
  return (
    <>
      <option value="" disabled>
        Choose a time zone
      </option>
      {timeZones.map((zone) => (
        <option key={zone} value={zone}>
          {zone.replaceAll('_', ' ')}
        </option>
      ))}
    </>
  );
}
