// What the tests in a browser need before the first of them runs: the page, built once for all of them.
export { buildPage as setup } from './install.mjs';
