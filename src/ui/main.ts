import './styles/base.css';
import { serveHosts } from './serve-hosts';
import { rememberedLayout } from './state/remembered-layout';

// The frame of the page stands in its HTML and is painted with the colours of this list; what lives in it
// comes next. Only the theme has to be known before.
const { theme } = rememberedLayout();
if (theme !== 'system') document.documentElement.dataset['theme'] = theme;

const app = document.getElementById('app');
if (!app) throw new Error('the page has no #app');
const started = import('./start').then(({ start }) => start(app));
serveHosts(started);
started.catch(() => {
  app.textContent = 'Loop Playground could not be loaded. Reload the page to try again.';
});
