import { expect, test } from 'vitest';
import { csvLine } from './csv';

test('numbers, nothing and plain words stand as they are', () => {
  expect(csvLine(['Billing export', 42, null, -3])).toBe('Billing export,42,,-3\r\n');
});

test('quotes, commas and lines are quoted', () => {
  expect(csvLine(['a "b"', 'c,d', 'e\nf'])).toBe('"a ""b""","c,d","e\nf"\r\n');
});

test.each(['=1+1', '+1', '-1', '@SUM(A1)', '\tx', '\rx', '  =1', '\n=1', '﻿=1'])('a formula is inert: %j', (text) => {
  expect(csvLine([text]).replace(/^"/, '')).toMatch(/^'/);
});
