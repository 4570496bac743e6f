// Buttons of the class `copy` put their value onto the clipboard and say so for a moment.
document.addEventListener('click', (event) => {
  const button = event.target instanceof Element ? event.target.closest('button.copy') : null;
  if (!button) return;
  navigator.clipboard.writeText(button.dataset.copy).then(
    () => {
      button.classList.add('copied');
      setTimeout(() => button.classList.remove('copied'), 1200);
    },
    () => getSelection()?.selectAllChildren(button),
  );
});
