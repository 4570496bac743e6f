// Keeps the codes of the demo logins current: asks for new ones when the old ones end.
const countdown = document.getElementById('countdown');
let endsAt = 0;

async function refresh() {
  const { secondsLeft, codes } = await (await fetch('/local/totp.json')).json();
  endsAt = Date.now() + secondsLeft * 1000;
  for (const { username, code } of codes) {
    const button = document.querySelector(`[data-user="${CSS.escape(username)}"]`);
    button.textContent = code;
    button.dataset.copy = code;
  }
}

async function tick() {
  try {
    if (Date.now() >= endsAt) await refresh();
    const left = Math.max(1, Math.ceil((endsAt - Date.now()) / 1000));
    countdown.textContent = `还有 ${left} 秒`;
    countdown.classList.toggle('late', left <= 5);
  } catch {
    countdown.textContent = '服务已停止，请重新运行 npm start';
    countdown.classList.add('late');
  }
  setTimeout(tick, 1000);
}

tick();
