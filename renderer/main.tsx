/** Where a window begins: the hidden job window does its work without React, every other one draws the app. */
import { createRoot } from 'react-dom/client';
import { App } from './App';
import { guardClosing } from './ui/leaving';
import { sayUnhandled } from './ui/unhandled';
import { applyTextSize } from './ui/scale';
import './theme/tokens.css';
import './theme/base.css';
import './ui/ui.css';
import './ui/frame.css';

if (location.hash === '#job') {
  void import('./job/index').then((job) => job.startJob());
} else {
  const root = document.getElementById('root');
  applyTextSize();
  guardClosing();
  sayUnhandled();
  if (root) createRoot(root).render(<App />);
}
