// Browser notifications, asked for by a button. A secure context is needed; without one the title's count remains.

const KEY = 'gatehouse-notify';

export class Notifications {
  #button;

  /** @param button shown while there is something to ask for */
  constructor(button) {
    this.#button = button;
    button.addEventListener('click', () => this.#ask());
    this.#draw();
  }

  get #possible() {
    return 'Notification' in window && window.isSecureContext;
  }

  get on() {
    return this.#possible && Notification.permission === 'granted' && localStorage.getItem(KEY) === 'on';
  }

  async #ask() {
    if (this.on) {
      localStorage.setItem(KEY, 'off');
    } else if ((await Notification.requestPermission()) === 'granted') {
      localStorage.setItem(KEY, 'on');
    }
    this.#draw();
  }

  #draw() {
    this.#button.hidden = !this.#possible || Notification.permission === 'denied';
    this.#button.textContent = this.on ? 'Stop notifying me' : 'Notify me of new questions';
    this.#button.setAttribute('aria-pressed', String(this.on));
  }

  /** Only when nobody looks at the page. Never the input itself: others may see the screen. */
  tell(text, tag) {
    if (!this.on || document.visibilityState === 'visible') return;
    const shown = new Notification('Gatehouse', { body: text, tag });
    shown.addEventListener('click', () => {
      window.focus();
      shown.close();
    });
  }
}
