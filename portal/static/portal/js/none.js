/* "None of these" and the things themselves take each other back: the last tap is what is meant. */

export function tellApart(form) {
  form.addEventListener("change", ({ target }) => {
    for (const none of form.querySelectorAll("[data-none]")) {
      const things = [...form.elements].filter((control) => control.name === none.dataset.none);
      if (target === none && none.checked) for (const thing of things) thing.checked = false;
      else if (things.includes(target) && target.checked) none.checked = false;
    }
  });
}
