'use strict';
// Tells a test, and whoever looks at the source, what went wrong. Runs before all else.
(() => {
  const note = (text) => {
    const root = document.documentElement;
    root.dataset.errors = (root.dataset.errors ? root.dataset.errors + ' | ' : '') + text;
  };
  window.addEventListener('error', (event) => note(event.message));
  window.addEventListener('unhandledrejection', (event) => note(String(event.reason)));
  document.addEventListener('securitypolicyviolation', (event) =>
    note(`${event.violatedDirective} ${event.blockedURI}`));
})();
