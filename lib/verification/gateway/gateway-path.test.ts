import { describe, expect, test } from 'vitest';
import { parseGatewayPath } from './gateway-path';

const NOTHING = { company: null, api: null, audience: null, tenant: null, virtualServer: null, originalUri: null };

describe('a path of ours', () => {
  test.each([
    ['/v1/auth/nginx', { profile: 'nginx' }],
    ['/v1/auth/forward?x=1', { profile: 'forward' }],
    ['/v1/auth/nginx/c/northwind', { profile: 'nginx', company: 'northwind' }],
    ['/v1/auth/nginx/a/orders/audience/client', { profile: 'nginx', api: 'orders', audience: 'client' }],
    [
      '/v1/auth/forward/c/n/a/o/audience/business_profile/tenant/t%20x/server/s',
      { profile: 'forward', company: 'n', api: 'o', audience: 'business_profile', tenant: 't x', virtualServer: 's' },
    ],
    ['/v1/auth/envoy/-/v2/orders/7?a=b', { profile: 'envoy', originalUri: '/v2/orders/7?a=b' }],
    ['/v1/auth/envoy/c/n/-/', { profile: 'envoy', company: 'n', originalUri: '/' }],
    ['/v1/auth/envoy/c/n/-/x/-/y', { profile: 'envoy', company: 'n', originalUri: '/x/-/y' }],
  ])('%s', (url, parts) => {
    expect(parseGatewayPath(url)).toEqual({ ...NOTHING, ...parts });
  });
});

describe('no path of ours, so that a slip of a configuration checks nothing less than it says:', () => {
  test.each([
    '/v1/auth/',
    '/v1/auth/caddy',
    '/v1/auth/nginx/',
    '/v1/auth/nginx/c',
    '/v1/auth/nginx/c/',
    '/v1/auth/nginx/company/northwind',
    '/v1/auth/nginx/c/n/c/m',
    '/v1/auth/nginx/tenant/t/c/n',
    '/v1/auth/nginx/c/n/more',
    '/v1/auth/nginx/c/%',
    '/v1/auth/nginx/audience/everybody',
    '/v1/auth/nginx/-/x',
    '/v1/auth/envoy',
    '/v1/auth/envoy/c/n',
    '/v1/auth//nginx',
  ])('%s', (url) => {
    expect(parseGatewayPath(url)).toBeNull();
  });
});
