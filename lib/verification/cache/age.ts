/** How things stand with the channel by which the database says what moved. Times are milliseconds of the monotonic clock. */
export type ChannelState = {
  /** The last question to it was answered in time. */
  isHealthy: boolean;
  /** Since when nothing that moved can have been missed; null while that was never so. */
  trustedSince: number | null;
  /** When the last question that was answered was asked: everything that moved before it has been told. */
  goodAt: number;
};

/** While nothing can have been missed, an entry is read again in the background from here on … */
const REFRESH_AFTER = 45_000;
/** … and not used beyond here all the same: a trigger that is missing must not make a wrong answer last. */
const OLDEST_TRUSTED = 60_000;
/** Without the channel. */
const OLDEST_UNTRUSTED = 2_000;
/** Without the database: SECURITY 26. */
const OLDEST_WITHOUT_DATABASE = 30_000;

export type Usability = 'USE' | 'USE_AND_REFRESH' | 'READ';

/** Whether an entry read at that time may still be decided on, or has to be read again first. */
export function judgeAge(readAt: number, channel: ChannelState, now: number): Usability {
  if (channel.isHealthy && isTrusted(readAt, channel)) {
    const age = now - readAt;
    if (age > OLDEST_TRUSTED) return 'READ';
    return age > REFRESH_AFTER ? 'USE_AND_REFRESH' : 'USE';
  }
  return now - knownGoodAt(readAt, channel) <= OLDEST_UNTRUSTED ? 'USE' : 'READ';
}

/**
 * Whether it may be decided on although the database does not answer. Where only reads fail and the channel still answers, nothing
 * moves unheard; a trigger that is missing must not make a wrong answer last all the same.
 */
export function isGoodWithoutDatabase(readAt: number, channel: ChannelState, now: number): boolean {
  if (now - readAt > OLDEST_TRUSTED + OLDEST_WITHOUT_DATABASE) return false;
  return now - knownGoodAt(readAt, channel) <= OLDEST_WITHOUT_DATABASE;
}

/** When the entry was certainly as it is: when it was read, or when the channel last had nothing to say about it. */
function knownGoodAt(readAt: number, channel: ChannelState): number {
  return isTrusted(readAt, channel) ? Math.max(readAt, channel.goodAt) : readAt;
}

function isTrusted(readAt: number, { trustedSince }: ChannelState): boolean {
  return trustedSince !== null && readAt >= trustedSince;
}
