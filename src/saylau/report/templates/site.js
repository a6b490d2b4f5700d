// The search and the links to other languages. It loads nothing, keeps nothing and asks nobody.
(function () {
  "use strict";
  var body = document.body, root = body.dataset.root;
  var LETTERS = {"ә": "а", "ғ": "г", "қ": "к", "ң": "н", "ө": "о", "ұ": "у", "ү": "у", "һ": "х", "і": "и", "ı": "i", "ł": "l", "đ": "d", "ø": "o", "ß": "ss", "æ": "ae", "œ": "oe"};

  // Small letters without marks; the letters that Kazakh adds become those by which they are often typed.
  function fold(text) {
    return text.toLowerCase().normalize("NFD").replace(/[\u0300-\u036f]/g, "").replace(/[әғқңөұүһіıłđøßæœ]/g, function (letter) { return LETTERS[letter]; });
  }

  function element(tag, text, name) {
    var made = document.createElement(tag);
    if (text) made.textContent = text;
    if (name) made.className = name;
    return made;
  }

  function languages() {
    var held = window.saylauLanguages || [], nav = document.querySelector(".languages");
    if (!nav || held.length < 2) return;
    nav.textContent = "";
    held.forEach(function (edition) {
      var link = element("a", edition.name);
      link.href = root + "../" + edition.language + "/" + body.dataset.page;
      link.lang = link.hreflang = edition.language;
      if (edition.language === body.dataset.language) link.setAttribute("aria-current", "true");
      nav.append(link, " ");
    });
  }

  // How well an entry fits: 0 where a word of the query is in none of its parts.
  function score(entry, words) {
    var total = 0;
    for (var i = 0; i < words.length; i += 1) {
      var word = words[i], at = entry.title.indexOf(word), points = 0;
      if (at === 0 || (at > 0 && !/[\p{L}\p{N}]/u.test(entry.title[at - 1]))) points = 12;
      else if (at > 0) points = 6;
      else if (entry.name.indexOf(word) >= 0) points = 8;
      else if (entry.text.indexOf(word) >= 0) points = 2;
      if (!points) return 0;
      total += points;
    }
    return total - entry.kind / 10;
  }

  function searching(form) {
    var results = document.getElementById("results"), list = results.querySelector("ol"), status = results.querySelector("[role=status]");
    var input = form.querySelector("input"), rest = document.querySelectorAll(".letters, .listing, .hint"), entries = null, timer = 0;

    function prepare() {
      var index = window.saylauIndex;
      entries = index.pages.map(function (page) {
        return {page: page, title: fold(page[1]), name: fold(page[2]), kind: page[3], text: fold(page[4])};
      });
    }

    function draw(found, from) {
      found.slice(from, from + 40).forEach(function (hit) {
        var item = element("li"), link = element("a", hit.page[1]);
        link.href = hit.page[0];
        item.append(link, " ", element("span", window.saylauIndex.kinds[hit.page[3]] + " · " + hit.page[2], "about"));
        if (hit.page[4]) item.append(element("p", hit.page[4].length > 220 ? hit.page[4].slice(0, 220) + " …" : hit.page[4]));
        list.append(item);
      });
      var old = results.querySelector("button");
      if (old) old.remove();
      if (found.length <= from + 40) return;
      var more = element("button", results.dataset.more);
      more.type = "button";
      more.addEventListener("click", function () {
        draw(found, from + 40);
        list.children[from + 40].querySelector("a").focus();
      });
      results.append(more);
    }

    function run() {
      var words = fold(input.value).split(/\s+/).filter(Boolean);
      results.hidden = !words.length;
      rest.forEach(function (part) { part.hidden = words.length > 0; });
      list.textContent = "";
      history.replaceState(null, "", words.length ? "#q=" + encodeURIComponent(input.value) : "#");
      if (!words.length) return;
      if (!entries) prepare();
      var found = entries.map(function (entry) { return {page: entry.page, points: score(entry, words)}; });
      found = found.filter(function (hit) { return hit.points > 0; });
      found.sort(function (one, other) { return other.points - one.points; });
      status.textContent = found.length ? results.dataset.found.replace("{n}", String(found.length)) : results.dataset.none;
      draw(found, 0);
    }

    function fromAddress() {
      var asked = /^#q=(.*)$/.exec(location.hash);
      if (!asked) return;
      try { input.value = decodeURIComponent(asked[1]); } catch (error) { input.value = asked[1]; }
      run();
    }

    input.addEventListener("input", function () { clearTimeout(timer); timer = setTimeout(run, 120); });
    form.addEventListener("submit", function (event) { event.preventDefault(); run(); });
    window.addEventListener("hashchange", fromAddress);
    fromAddress();
  }

  languages();
  var form = document.querySelector("form[role=search]");
  if (form) {
    form.hidden = false;
    if (document.getElementById("results")) searching(form);
    else form.addEventListener("submit", function (event) {
      event.preventDefault();
      location.href = form.dataset.search + "#q=" + encodeURIComponent(form.querySelector("input").value);
    });
  }
})();
