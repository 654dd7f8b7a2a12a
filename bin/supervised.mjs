// Loaded before each supervised program (`node --import`): nothing of ours may outlive a supervisor that was killed.
// It has to listen first, since a program that is still loading would miss the one event that says so.

/** A program that drains by itself has this long, which is a little more than it allows itself. */
const BACKSTOP_MS = 9_000;

process.on('disconnect', () => {
  if (process.listenerCount('disconnect') === 1) process.exit(1);
  setTimeout(() => process.exit(1), BACKSTOP_MS).unref();
});
// This listener alone is no reason to stay alive.
process.channel?.unref();
