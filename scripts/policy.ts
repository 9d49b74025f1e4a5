import type { Plugin } from 'vite';

/**
 * Takes the content security policy out of the page that the development server serves: hot reloading
 * writes style elements, which the policy forbids. The built page keeps it.
 */
export function relaxPolicyInDevelopment(): Plugin {
  return {
    name: 'relax-policy-in-development',
    apply: 'serve',
    transformIndexHtml: (html) => html.replace(/<meta[^>]*http-equiv="Content-Security-Policy"[^>]*>/i, ''),
  };
}
