/*! Turndown 7.2.5: MIT License

Copyright (c) 2017 Dom Christie

Permission is hereby granted, free of charge, to any person obtaining a copy
of this software and associated documentation files (the "Software"), to deal
in the Software without restriction, including without limitation the rights
to use, copy, modify, merge, publish, distribute, sublicense, and/or sell
copies of the Software, and to permit persons to whom the Software is
furnished to do so, subject to the following conditions:

The above copyright notice and this permission notice shall be included in all
copies or substantial portions of the Software.

THE SOFTWARE IS PROVIDED "AS IS", WITHOUT WARRANTY OF ANY KIND, EXPRESS OR
IMPLIED, INCLUDING BUT NOT LIMITED TO THE WARRANTIES OF MERCHANTABILITY,
FITNESS FOR A PARTICULAR PURPOSE AND NONINFRINGEMENT. IN NO EVENT SHALL THE
AUTHORS OR COPYRIGHT HOLDERS BE LIABLE FOR ANY CLAIM, DAMAGES OR OTHER
LIABILITY, WHETHER IN AN ACTION OF CONTRACT, TORT OR OTHERWISE, ARISING FROM,
OUT OF OR IN CONNECTION WITH THE SOFTWARE OR THE USE OR OTHER DEALINGS IN THE
SOFTWARE. */
var richPaste=(()=>{var g=Object.defineProperty;var W=Object.getOwnPropertyDescriptor;var V=Object.getOwnPropertyNames;var j=Object.prototype.hasOwnProperty;var _=(e,t)=>{for(var r in t)g(e,r,{get:t[r],enumerable:!0})},q=(e,t,r,n)=>{if(t&&typeof t=="object"||typeof t=="function")for(let i of V(t))!j.call(e,i)&&i!==r&&g(e,i,{get:()=>t[i],enumerable:!(n=W(t,i))||n.enumerable});return e};var G=e=>q(g({},"__esModule",{value:!0}),e);var Se={};_(Se,{toMarkdown:()=>we});function K(e){for(var t=1;t<arguments.length;t++){var r=arguments[t];for(var n in r)Object.prototype.hasOwnProperty.call(r,n)&&(e[n]=r[n])}return e}function b(e,t){return Array(t+1).join(e)}function C(e){return e.replace(/^\n*/,"")}function O(e){for(var t=e.length;t>0&&e[t-1]===`
`;)t--;return e.substring(0,t)}function D(e){return O(C(e))}var X=["ADDRESS","ARTICLE","ASIDE","AUDIO","BLOCKQUOTE","BODY","CANVAS","CENTER","DD","DIR","DIV","DL","DT","FIELDSET","FIGCAPTION","FIGURE","FOOTER","FORM","FRAMESET","H1","H2","H3","H4","H5","H6","HEADER","HGROUP","HR","HTML","ISINDEX","LI","MAIN","MENU","NAV","NOFRAMES","NOSCRIPT","OL","OUTPUT","P","PRE","SECTION","TABLE","TBODY","TD","TFOOT","TH","THEAD","TR","UL"];function N(e){return k(e,X)}var L=["AREA","BASE","BR","COL","COMMAND","EMBED","HR","IMG","INPUT","KEYGEN","LINK","META","PARAM","SOURCE","TRACK","WBR"];function x(e){return k(e,L)}function z(e){return M(e,L)}var B=["A","TABLE","THEAD","TBODY","TFOOT","TH","TD","IFRAME","SCRIPT","AUDIO","VIDEO"];function Y(e){return k(e,B)}function Q(e){return M(e,B)}function k(e,t){return t.indexOf(e.nodeName)>=0}function M(e,t){return e.getElementsByTagName&&t.some(function(r){return e.getElementsByTagName(r).length})}var J=[[/\\/g,"\\\\"],[/\*/g,"\\*"],[/^-/g,"\\-"],[/^\+ /g,"\\+ "],[/^(=+)/g,"\\$1"],[/^(#{1,6}) /g,"\\$1 "],[/`/g,"\\`"],[/^~~~/g,"\\~~~"],[/\[/g,"\\["],[/\]/g,"\\]"],[/^>/g,"\\>"],[/_/g,"\\_"],[/^(\d+)\. /g,"$1\\. "]];function P(e){return J.reduce(function(t,r){return t.replace(r[0],r[1])},e)}var c={};c.paragraph={filter:"p",replacement:function(e){return`

`+e+`

`}};c.lineBreak={filter:"br",replacement:function(e,t,r){return r.br+`
`}};c.heading={filter:["h1","h2","h3","h4","h5","h6"],replacement:function(e,t,r){var n=Number(t.nodeName.charAt(1));if(r.headingStyle==="setext"&&n<3){var i=b(n===1?"=":"-",e.length);return`

`+e+`
`+i+`

`}else return`

`+b("#",n)+" "+e+`

`}};c.blockquote={filter:"blockquote",replacement:function(e){return e=D(e).replace(/^/gm,"> "),`

`+e+`

`}};c.list={filter:["ul","ol"],replacement:function(e,t){var r=t.parentNode;return r.nodeName==="LI"&&r.lastElementChild===t?`
`+e:`

`+e+`

`}};c.listItem={filter:"li",replacement:function(e,t,r){var n=r.bulletListMarker+"   ",i=t.parentNode;if(i.nodeName==="OL"){var a=i.getAttribute("start"),l=Array.prototype.indexOf.call(i.children,t);n=(a?Number(a)+l:l+1)+".  "}var o=/\n$/.test(e);return e=D(e)+(o?`
`:""),e=e.replace(/\n/gm,`
`+" ".repeat(n.length)),n+e+(t.nextSibling?`
`:"")}};c.indentedCodeBlock={filter:function(e,t){return t.codeBlockStyle==="indented"&&e.nodeName==="PRE"&&e.firstChild&&e.firstChild.nodeName==="CODE"},replacement:function(e,t,r){return`

    `+t.firstChild.textContent.replace(/\n/g,`
    `)+`

`}};c.fencedCodeBlock={filter:function(e,t){return t.codeBlockStyle==="fenced"&&e.nodeName==="PRE"&&e.firstChild&&e.firstChild.nodeName==="CODE"},replacement:function(e,t,r){for(var n=t.firstChild.getAttribute("class")||"",i=(n.match(/language-(\S+)/)||[null,""])[1],a=t.firstChild.textContent,l=r.fence.charAt(0),o=3,s=new RegExp("^"+l+"{3,}","gm"),u;u=s.exec(a);)u[0].length>=o&&(o=u[0].length+1);var p=b(l,o);return`

`+p+i+`
`+a.replace(/\n$/,"")+`
`+p+`

`}};c.horizontalRule={filter:"hr",replacement:function(e,t,r){return`

`+r.hr+`

`}};c.inlineLink={filter:function(e,t){return t.linkStyle==="inlined"&&e.nodeName==="A"&&e.getAttribute("href")},replacement:function(e,t){var r=E(t.getAttribute("href")),n=w(d(t.getAttribute("title"))),i=n?' "'+n+'"':"";return"["+e+"]("+r+i+")"}};c.referenceLink={filter:function(e,t){return t.linkStyle==="referenced"&&e.nodeName==="A"&&e.getAttribute("href")},replacement:function(e,t,r){var n=E(t.getAttribute("href")),i=d(t.getAttribute("title"));i&&(i=' "'+w(i)+'"');var a,l;switch(r.linkReferenceStyle){case"collapsed":a="["+e+"][]",l="["+e+"]: "+n+i;break;case"shortcut":a="["+e+"]",l="["+e+"]: "+n+i;break;default:var o=this.references.length+1;a="["+e+"]["+o+"]",l="["+o+"]: "+n+i}return this.references.push(l),a},references:[],append:function(e){var t="";return this.references.length&&(t=`

`+this.references.join(`
`)+`

`,this.references=[]),t}};c.emphasis={filter:["em","i"],replacement:function(e,t,r){return e.trim()?r.emDelimiter+e+r.emDelimiter:""}};c.strong={filter:["strong","b"],replacement:function(e,t,r){return e.trim()?r.strongDelimiter+e+r.strongDelimiter:""}};c.code={filter:function(e){var t=e.previousSibling||e.nextSibling,r=e.parentNode.nodeName==="PRE"&&!t;return e.nodeName==="CODE"&&!r},replacement:function(e){if(!e)return"";e=e.replace(/\r?\n|\r/g," ");for(var t=/^`|^ .*?[^ ].* $|`$/.test(e)?" ":"",r="`",n=e.match(/`+/gm)||[];n.indexOf(r)!==-1;)r=r+"`";return r+t+e+t+r}};c.image={filter:"img",replacement:function(e,t){var r=P(d(t.getAttribute("alt"))),n=E(t.getAttribute("src")||""),i=d(t.getAttribute("title")),a=i?' "'+w(i)+'"':"";return n?"!["+r+"]("+n+a+")":""}};function d(e){return e?e.replace(/(\n+\s*)+/g,`
`):""}function E(e){var t=e.replace(/([<>()])/g,"\\$1");return t.indexOf(" ")>=0?"<"+t+">":t}function w(e){return e.replace(/"/g,'\\"')}function $(e){this.options=e,this._keep=[],this._remove=[],this.blankRule={replacement:e.blankReplacement},this.keepReplacement=e.keepReplacement,this.defaultRule={replacement:e.defaultReplacement},this.array=[];for(var t in e.rules)this.array.push(e.rules[t])}$.prototype={add:function(e,t){this.array.unshift(t)},keep:function(e){this._keep.unshift({filter:e,replacement:this.keepReplacement})},remove:function(e){this._remove.unshift({filter:e,replacement:function(){return""}})},forNode:function(e){if(e.isBlank)return this.blankRule;var t;return(t=v(this.array,e,this.options))||(t=v(this._keep,e,this.options))||(t=v(this._remove,e,this.options))?t:this.defaultRule},forEach:function(e){for(var t=0;t<this.array.length;t++)e(this.array[t],t)}};function v(e,t,r){for(var n=0;n<e.length;n++){var i=e[n];if(Z(i,t,r))return i}}function Z(e,t,r){var n=e.filter;if(typeof n=="string"){if(n===t.nodeName.toLowerCase())return!0}else if(Array.isArray(n)){if(n.indexOf(t.nodeName.toLowerCase())>-1)return!0}else if(typeof n=="function"){if(n.call(e,t,r))return!0}else throw new TypeError("`filter` needs to be a string, array, or function")}function ee(e){var t=e.element,r=e.isBlock,n=e.isVoid,i=e.isPre||function(U){return U.nodeName==="PRE"};if(!(!t.firstChild||i(t))){for(var a=null,l=!1,o=null,s=T(o,t,i);s!==t;){if(s.nodeType===3||s.nodeType===4){var u=s.data.replace(/[ \r\n\t]+/g," ");if((!a||/ $/.test(a.data))&&!l&&u[0]===" "&&(u=u.substr(1)),!u){s=y(s);continue}s.data=u,a=s}else if(s.nodeType===1)r(s)||s.nodeName==="BR"?(a&&(a.data=a.data.replace(/ $/,"")),a=null,l=!1):n(s)||i(s)?(a=null,l=!0):a&&(l=!1);else{s=y(s);continue}var p=T(o,s,i);o=s,s=p}a&&(a.data=a.data.replace(/ $/,""),a.data||y(a))}}function y(e){var t=e.nextSibling||e.parentNode;return e.parentNode.removeChild(e),t}function T(e,t,r){return e&&e.parentNode===t||r(t)?t.nextSibling||t.parentNode:t.firstChild||t.nextSibling||t.parentNode}var S=typeof window<"u"?window:{};function te(){var e=S.DOMParser,t=!1;try{new e().parseFromString("","text/html")&&(t=!0)}catch{}return t}function re(){var e=function(){};return ne()?e.prototype.parseFromString=function(t){var r=new window.ActiveXObject("htmlfile");return r.designMode="on",r.open(),r.write(t),r.close(),r}:e.prototype.parseFromString=function(t){var r=document.implementation.createHTMLDocument("");return r.open(),r.write(t),r.close(),r},e}function ne(){var e=!1;try{document.implementation.createHTMLDocument("").open()}catch{S.ActiveXObject&&(e=!0)}return e}var ie=te()?S.DOMParser:re();function ae(e,t){var r;if(typeof e=="string"){var n=le().parseFromString('<x-turndown id="turndown-root">'+e+"</x-turndown>","text/html");r=n.getElementById("turndown-root")}else r=e.cloneNode(!0);return ee({element:r,isBlock:N,isVoid:x,isPre:t.preformattedCode?se:null}),r}var A;function le(){return A=A||new ie,A}function se(e){return e.nodeName==="PRE"||e.nodeName==="CODE"}function oe(e,t){return e.isBlock=N(e),e.isCode=e.nodeName==="CODE"||e.parentNode.isCode,e.isBlank=ce(e),e.flankingWhitespace=ue(e,t),e}function ce(e){return!x(e)&&!Y(e)&&/^\s*$/i.test(e.textContent)&&!z(e)&&!Q(e)}function ue(e,t){if(e.isBlock||t.preformattedCode&&e.isCode)return{leading:"",trailing:""};var r=fe(e.textContent);return r.leadingAscii&&R("left",e,t)&&(r.leading=r.leadingNonAscii),r.trailingAscii&&R("right",e,t)&&(r.trailing=r.trailingNonAscii),{leading:r.leading,trailing:r.trailing}}function fe(e){var t=e.match(/^(([ \t\r\n]*)(\s*))(?:(?=\S)[\s\S]*\S)?((\s*?)([ \t\r\n]*))$/);return{leading:t[1],leadingAscii:t[2],leadingNonAscii:t[3],trailing:t[4],trailingNonAscii:t[5],trailingAscii:t[6]}}function R(e,t,r){var n,i,a;return e==="left"?(n=t.previousSibling,i=/ $/):(n=t.nextSibling,i=/^ /),n&&(n.nodeType===3?a=i.test(n.nodeValue):r.preformattedCode&&n.nodeName==="CODE"?a=!1:n.nodeType===1&&!N(n)&&(a=i.test(n.textContent))),a}var he=Array.prototype.reduce;function h(e){if(!(this instanceof h))return new h(e);var t={rules:c,headingStyle:"setext",hr:"* * *",bulletListMarker:"*",codeBlockStyle:"indented",fence:"```",emDelimiter:"_",strongDelimiter:"**",linkStyle:"inlined",linkReferenceStyle:"full",br:"  ",preformattedCode:!1,blankReplacement:function(r,n){return n.isBlock?`

`:""},keepReplacement:function(r,n){return n.isBlock?`

`+n.outerHTML+`

`:n.outerHTML},defaultReplacement:function(r,n){return n.isBlock?`

`+r+`

`:r}};this.options=K({},t,e),this.rules=new $(this.options)}h.prototype={turndown:function(e){if(!me(e))throw new TypeError(e+" is not a string, or an element/document/fragment node.");if(e==="")return"";var t=I.call(this,new ae(e,this.options));return pe.call(this,t)},use:function(e){if(Array.isArray(e))for(var t=0;t<e.length;t++)this.use(e[t]);else if(typeof e=="function")e(this);else throw new TypeError("plugin must be a Function or an Array of Functions");return this},addRule:function(e,t){return this.rules.add(e,t),this},keep:function(e){return this.rules.keep(e),this},remove:function(e){return this.rules.remove(e),this},escape:function(e){return P(e)}};function I(e){var t=this;return he.call(e.childNodes,function(r,n){n=new oe(n,t.options);var i="";return n.nodeType===3?i=n.isCode?n.nodeValue:t.escape(n.nodeValue):n.nodeType===1&&(i=de.call(t,n)),H(r,i),r},[])}function pe(e){var t=this;return this.rules.forEach(function(r){typeof r.append=="function"&&H(e,r.append(t.options))}),e.join("").replace(/^[\t\r\n]+/,"").replace(/[\t\r\n\s]+$/,"")}function de(e){var t=this.rules.forNode(e),r=I.call(this,e).join(""),n=e.flankingWhitespace;return(n.leading||n.trailing)&&(r=r.trim()),n.leading+t.replacement(r,e,this.options)+n.trailing}function H(e,t){var r=e.pop()||"",n=O(r),i=C(t),a=Math.max(r.length-n.length,t.length-i.length),l=`

`.substring(0,a);n&&e.push(n),l&&e.push(l),i&&e.push(i)}function me(e){return e!=null&&(typeof e=="string"||e.nodeType&&(e.nodeType===1||e.nodeType===9||e.nodeType===11))}var ge="script, style, title, meta, link, noscript, template, iframe, object, svg, button, select, input, textarea, video, audio, [hidden]",ve="h1, h2, h3, h4, h5, h6, li, table, a[href], b, strong, em, i, code, pre, kbd, img[alt], blockquote, .path, .callout",ye=["http:","https:","mailto:","tel:"],Ae=["note","tip","warning"],f=new h({headingStyle:"atx",bulletListMarker:"-",codeBlockStyle:"fenced",emDelimiter:"*",hr:"---"}),m=e=>e.replace(/\s+/g," ").trim();f.addRule("heading",{filter:["h1","h2","h3","h4","h5","h6"],replacement:(e,t)=>{let r=m(e.replaceAll("**",""));return r&&`

${"#".repeat(Math.min(Math.max(Number(t.nodeName[1]),2),4))} ${r}

`}});f.addRule("item",{filter:"li",replacement:(e,t)=>{let r=t.parentNode,n=Number(r.getAttribute("start")??1)+[...r.children].indexOf(t),i=r.nodeName==="OL"?`${n}. `:"- ",a=e.trim().replace(/\n{2,}(?=\s*(?:- |\d+\. ))/g,`
`).replace(/\n(?!\n)/g,`
${" ".repeat(i.length)}`);return`${i}${a}${t.nextElementSibling?`
`:""}`}});f.addRule("key",{filter:e=>e.nodeName==="KBD"||e.classList?.contains("path"),replacement:(e,t)=>`[[${m(t.textContent)}]]`});f.addRule("link",{filter:e=>e.nodeName==="A"&&e.hasAttribute("href"),replacement:(e,t)=>{let r=m(e),n=be(t);return r&&n?`[${r}](${/[()\s]/.test(n)?`<${n}>`:n})`:r}});f.addRule("image",{filter:"img",replacement:(e,t)=>{let r=f.escape(m(t.getAttribute("alt")??"")),{origin:n,pathname:i}=new URL(t.getAttribute("src")??"",location.href);return r&&n===location.origin&&i.startsWith("/media/")?`![${r}](${i})`:r}});f.addRule("callout",{filter:e=>e.classList?.contains("callout"),replacement:(e,t)=>`

> [!${(Ae.find(n=>t.classList.contains(`callout-${n}`))??"note").toUpperCase()}]
${e.trim().replace(/^/gm,"> ").replace(/ +$/gm,"")}

`});f.addRule("table",{filter:"table",replacement:(e,t)=>{let r=[...t.rows].map(o=>[...o.cells].map(s=>f.turndown(s.innerHTML).replace(/\s*\n+\s*/g," ").trim().replace(/(?<!\\)\|/g,"\\|"))),n=Math.max(0,...r.map(o=>o.length));if(n<2)return`

${e.trim()}

`;let i=o=>`| ${Array.from({length:n},(s,u)=>o[u]??"").join(" | ")} |`,[a,...l]=r;return`

${[i(a),`|${" --- |".repeat(n)}`,...l.map(i)].join(`
`)}

`}});function be(e){let t=e.getAttribute("href").trim();try{let r=new URL(t,location.href);return r.origin===location.origin?r.pathname+r.search+r.hash:ye.includes(r.protocol)?t:""}catch{return""}}function F(e,t){let r=e.ownerDocument.createElement(t);return r.append(...e.childNodes),e.replaceWith(r),r}function Ne(e){for(let t of e.querySelectorAll("b[data-style], strong[data-style]"))/font-weight:\s*(?:normal|[1-4]00)/.test(t.getAttribute("data-style"))&&t.replaceWith(...t.childNodes);for(let t of e.querySelectorAll("span[data-style]")){let r=t.getAttribute("data-style"),n=/font-weight:\s*(?:bold|[6-9]00)/.test(r)&&!t.closest("b, strong, h1, h2, h3, h4, h5, h6"),a=/font-style:\s*italic/.test(r)?F(t,"em"):t;if(n){let l=e.ownerDocument.createElement("strong");a.replaceWith(l),l.append(a)}}}function ke(e){let t=[];for(let r of[...e.querySelectorAll("p")]){let n=Number(/mso-list:[^;]*level(\d)/.exec(r.getAttribute("data-style")??"")?.[1]??0),i=n&&r.querySelector("span");if(!i){t=[];continue}let a=/^\s*[\da-z]{1,4}[.)]/i.test(i.textContent)?"ol":"ul";for(i.remove(),t=t.slice(0,n);t.length<n;){let l=e.ownerDocument.createElement(a);t.length?(t.at(-1).lastElementChild??t.at(-1)).append(l):r.before(l),t.push(l)}t.at(-1).append(F(r,"li"))}}function Ee(e){return e.replace(/<style\b[\s\S]*?<\/style\s*>/gi,"").replace(/<[a-z][^<>]*>/gi,r=>r.replace(/\sstyle\s*=/gi," data-style="))}function we(e){let{body:t}=new DOMParser().parseFromString(Ee(e),"text/html");return t.querySelectorAll(ge).forEach(r=>r.remove()),t.querySelectorAll(".callout-name").forEach(r=>r.remove()),ke(t),Ne(t),t.querySelector(ve)?f.turndown(t).replace(/\u00a0/g," ").trim():""}return G(Se);})();
