import type { Config } from 'tailwindcss';

/** What Tailwind scans. Colours, sizes and type stand as tokens in `app/globals.css`. */
export default {
  content: ['./app/**/*.{ts,tsx}', './components/**/*.{ts,tsx}'],
} satisfies Config;
