/** The least that any Electron program costs: one window like ours around an empty page. The bench holds our start against it. */
const { app, BrowserWindow } = require('electron');
const { join } = require('node:path');

app.setPath('userData', process.argv.at(-1));
app.on('window-all-closed', () => app.quit());
void app.whenReady().then(() => {
  const window = new BrowserWindow({
    width: 1366,
    height: 768,
    show: false,
    webPreferences: { sandbox: true, contextIsolation: true, nodeIntegration: false, spellcheck: false },
  });
  window.setMenuBarVisibility(false);
  window.once('ready-to-show', () => window.show());
  void window.loadFile(join(__dirname, 'index.html'));
});
