/** @type {import('next').NextConfig} */
export default {
  poweredByHeader: false,
  typedRoutes: true,
  reactStrictMode: true,
  images: { unoptimized: true },
  serverExternalPackages: ['pg', 'piscina', 'bcryptjs', 'pino'],
};
