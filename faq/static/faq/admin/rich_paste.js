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
var richPaste=(()=>{var A=Object.defineProperty;var _=Object.getOwnPropertyDescriptor;var G=Object.getOwnPropertyNames;var Y=Object.prototype.hasOwnProperty;var K=(e,t)=>{for(var r in t)A(e,r,{get:t[r],enumerable:!0})},X=(e,t,r,n)=>{if(t&&typeof t=="object"||typeof t=="function")for(let i of G(t))!Y.call(e,i)&&i!==r&&A(e,i,{get:()=>t[i],enumerable:!(n=_(t,i))||n.enumerable});return e};var z=e=>X(A({},"__esModule",{value:!0}),e);var Oe={};K(Oe,{toMarkdown:()=>Ce});function Q(e){for(var t=1;t<arguments.length;t++){var r=arguments[t];for(var n in r)Object.prototype.hasOwnProperty.call(r,n)&&(e[n]=r[n])}return e}function k(e,t){return Array(t+1).join(e)}function L(e){return e.replace(/^\n*/,"")}function x(e){for(var t=e.length;t>0&&e[t-1]===`
`;)t--;return e.substring(0,t)}function $(e){return x(L(e))}var J=["ADDRESS","ARTICLE","ASIDE","AUDIO","BLOCKQUOTE","BODY","CANVAS","CENTER","DD","DIR","DIV","DL","DT","FIELDSET","FIGCAPTION","FIGURE","FOOTER","FORM","FRAMESET","H1","H2","H3","H4","H5","H6","HEADER","HGROUP","HR","HTML","ISINDEX","LI","MAIN","MENU","NAV","NOFRAMES","NOSCRIPT","OL","OUTPUT","P","PRE","SECTION","TABLE","TBODY","TD","TFOOT","TH","THEAD","TR","UL"];function S(e){return R(e,J)}var B=["AREA","BASE","BR","COL","COMMAND","EMBED","HR","IMG","INPUT","KEYGEN","LINK","META","PARAM","SOURCE","TRACK","WBR"];function M(e){return R(e,B)}function Z(e){return I(e,B)}var P=["A","TABLE","THEAD","TBODY","TFOOT","TH","TD","IFRAME","SCRIPT","AUDIO","VIDEO"];function ee(e){return R(e,P)}function te(e){return I(e,P)}function R(e,t){return t.indexOf(e.nodeName)>=0}function I(e,t){return e.getElementsByTagName&&t.some(function(r){return e.getElementsByTagName(r).length})}var re=[[/\\/g,"\\\\"],[/\*/g,"\\*"],[/^-/g,"\\-"],[/^\+ /g,"\\+ "],[/^(=+)/g,"\\$1"],[/^(#{1,6}) /g,"\\$1 "],[/`/g,"\\`"],[/^~~~/g,"\\~~~"],[/\[/g,"\\["],[/\]/g,"\\]"],[/^>/g,"\\>"],[/_/g,"\\_"],[/^(\d+)\. /g,"$1\\. "]];function H(e){return re.reduce(function(t,r){return t.replace(r[0],r[1])},e)}var c={};c.paragraph={filter:"p",replacement:function(e){return`

`+e+`

`}};c.lineBreak={filter:"br",replacement:function(e,t,r){return r.br+`
`}};c.heading={filter:["h1","h2","h3","h4","h5","h6"],replacement:function(e,t,r){var n=Number(t.nodeName.charAt(1));if(r.headingStyle==="setext"&&n<3){var i=k(n===1?"=":"-",e.length);return`

`+e+`
`+i+`

`}else return`

`+k("#",n)+" "+e+`

`}};c.blockquote={filter:"blockquote",replacement:function(e){return e=$(e).replace(/^/gm,"> "),`

`+e+`

`}};c.list={filter:["ul","ol"],replacement:function(e,t){var r=t.parentNode;return r.nodeName==="LI"&&r.lastElementChild===t?`
`+e:`

`+e+`

`}};c.listItem={filter:"li",replacement:function(e,t,r){var n=r.bulletListMarker+"   ",i=t.parentNode;if(i.nodeName==="OL"){var a=i.getAttribute("start"),l=Array.prototype.indexOf.call(i.children,t);n=(a?Number(a)+l:l+1)+".  "}var s=/\n$/.test(e);return e=$(e)+(s?`
`:""),e=e.replace(/\n/gm,`
`+" ".repeat(n.length)),n+e+(t.nextSibling?`
`:"")}};c.indentedCodeBlock={filter:function(e,t){return t.codeBlockStyle==="indented"&&e.nodeName==="PRE"&&e.firstChild&&e.firstChild.nodeName==="CODE"},replacement:function(e,t,r){return`

    `+t.firstChild.textContent.replace(/\n/g,`
    `)+`

`}};c.fencedCodeBlock={filter:function(e,t){return t.codeBlockStyle==="fenced"&&e.nodeName==="PRE"&&e.firstChild&&e.firstChild.nodeName==="CODE"},replacement:function(e,t,r){for(var n=t.firstChild.getAttribute("class")||"",i=(n.match(/language-(\S+)/)||[null,""])[1],a=t.firstChild.textContent,l=r.fence.charAt(0),s=3,o=new RegExp("^"+l+"{3,}","gm"),f;f=o.exec(a);)f[0].length>=s&&(s=f[0].length+1);var h=k(l,s);return`

`+h+i+`
`+a.replace(/\n$/,"")+`
`+h+`

`}};c.horizontalRule={filter:"hr",replacement:function(e,t,r){return`

`+r.hr+`

`}};c.inlineLink={filter:function(e,t){return t.linkStyle==="inlined"&&e.nodeName==="A"&&e.getAttribute("href")},replacement:function(e,t){var r=w(t.getAttribute("href")),n=T(p(t.getAttribute("title"))),i=n?' "'+n+'"':"";return"["+e+"]("+r+i+")"}};c.referenceLink={filter:function(e,t){return t.linkStyle==="referenced"&&e.nodeName==="A"&&e.getAttribute("href")},replacement:function(e,t,r){var n=w(t.getAttribute("href")),i=p(t.getAttribute("title"));i&&(i=' "'+T(i)+'"');var a,l;switch(r.linkReferenceStyle){case"collapsed":a="["+e+"][]",l="["+e+"]: "+n+i;break;case"shortcut":a="["+e+"]",l="["+e+"]: "+n+i;break;default:var s=this.references.length+1;a="["+e+"]["+s+"]",l="["+s+"]: "+n+i}return this.references.push(l),a},references:[],append:function(e){var t="";return this.references.length&&(t=`

`+this.references.join(`
`)+`

`,this.references=[]),t}};c.emphasis={filter:["em","i"],replacement:function(e,t,r){return e.trim()?r.emDelimiter+e+r.emDelimiter:""}};c.strong={filter:["strong","b"],replacement:function(e,t,r){return e.trim()?r.strongDelimiter+e+r.strongDelimiter:""}};c.code={filter:function(e){var t=e.previousSibling||e.nextSibling,r=e.parentNode.nodeName==="PRE"&&!t;return e.nodeName==="CODE"&&!r},replacement:function(e){if(!e)return"";e=e.replace(/\r?\n|\r/g," ");for(var t=/^`|^ .*?[^ ].* $|`$/.test(e)?" ":"",r="`",n=e.match(/`+/gm)||[];n.indexOf(r)!==-1;)r=r+"`";return r+t+e+t+r}};c.image={filter:"img",replacement:function(e,t){var r=H(p(t.getAttribute("alt"))),n=w(t.getAttribute("src")||""),i=p(t.getAttribute("title")),a=i?' "'+T(i)+'"':"";return n?"!["+r+"]("+n+a+")":""}};function p(e){return e?e.replace(/(\n+\s*)+/g,`
`):""}function w(e){var t=e.replace(/([<>()])/g,"\\$1");return t.indexOf(" ")>=0?"<"+t+">":t}function T(e){return e.replace(/"/g,'\\"')}function F(e){this.options=e,this._keep=[],this._remove=[],this.blankRule={replacement:e.blankReplacement},this.keepReplacement=e.keepReplacement,this.defaultRule={replacement:e.defaultReplacement},this.array=[];for(var t in e.rules)this.array.push(e.rules[t])}F.prototype={add:function(e,t){this.array.unshift(t)},keep:function(e){this._keep.unshift({filter:e,replacement:this.keepReplacement})},remove:function(e){this._remove.unshift({filter:e,replacement:function(){return""}})},forNode:function(e){if(e.isBlank)return this.blankRule;var t;return(t=b(this.array,e,this.options))||(t=b(this._keep,e,this.options))||(t=b(this._remove,e,this.options))?t:this.defaultRule},forEach:function(e){for(var t=0;t<this.array.length;t++)e(this.array[t],t)}};function b(e,t,r){for(var n=0;n<e.length;n++){var i=e[n];if(ne(i,t,r))return i}}function ne(e,t,r){var n=e.filter;if(typeof n=="string"){if(n===t.nodeName.toLowerCase())return!0}else if(Array.isArray(n)){if(n.indexOf(t.nodeName.toLowerCase())>-1)return!0}else if(typeof n=="function"){if(n.call(e,t,r))return!0}else throw new TypeError("`filter` needs to be a string, array, or function")}function ie(e){var t=e.element,r=e.isBlock,n=e.isVoid,i=e.isPre||function(j){return j.nodeName==="PRE"};if(!(!t.firstChild||i(t))){for(var a=null,l=!1,s=null,o=O(s,t,i);o!==t;){if(o.nodeType===3||o.nodeType===4){var f=o.data.replace(/[ \r\n\t]+/g," ");if((!a||/ $/.test(a.data))&&!l&&f[0]===" "&&(f=f.substr(1)),!f){o=N(o);continue}o.data=f,a=o}else if(o.nodeType===1)r(o)||o.nodeName==="BR"?(a&&(a.data=a.data.replace(/ $/,"")),a=null,l=!1):n(o)||i(o)?(a=null,l=!0):a&&(l=!1);else{o=N(o);continue}var h=O(s,o,i);s=o,o=h}a&&(a.data=a.data.replace(/ $/,""),a.data||N(a))}}function N(e){var t=e.nextSibling||e.parentNode;return e.parentNode.removeChild(e),t}function O(e,t,r){return e&&e.parentNode===t||r(t)?t.nextSibling||t.parentNode:t.firstChild||t.nextSibling||t.parentNode}var C=typeof window<"u"?window:{};function ae(){var e=C.DOMParser,t=!1;try{new e().parseFromString("","text/html")&&(t=!0)}catch{}return t}function le(){var e=function(){};return oe()?e.prototype.parseFromString=function(t){var r=new window.ActiveXObject("htmlfile");return r.designMode="on",r.open(),r.write(t),r.close(),r}:e.prototype.parseFromString=function(t){var r=document.implementation.createHTMLDocument("");return r.open(),r.write(t),r.close(),r},e}function oe(){var e=!1;try{document.implementation.createHTMLDocument("").open()}catch{C.ActiveXObject&&(e=!0)}return e}var se=ae()?C.DOMParser:le();function ce(e,t){var r;if(typeof e=="string"){var n=ue().parseFromString('<x-turndown id="turndown-root">'+e+"</x-turndown>","text/html");r=n.getElementById("turndown-root")}else r=e.cloneNode(!0);return ie({element:r,isBlock:S,isVoid:M,isPre:t.preformattedCode?fe:null}),r}var E;function ue(){return E=E||new se,E}function fe(e){return e.nodeName==="PRE"||e.nodeName==="CODE"}function me(e,t){return e.isBlock=S(e),e.isCode=e.nodeName==="CODE"||e.parentNode.isCode,e.isBlank=de(e),e.flankingWhitespace=he(e,t),e}function de(e){return!M(e)&&!ee(e)&&/^\s*$/i.test(e.textContent)&&!Z(e)&&!te(e)}function he(e,t){if(e.isBlock||t.preformattedCode&&e.isCode)return{leading:"",trailing:""};var r=pe(e.textContent);return r.leadingAscii&&D("left",e,t)&&(r.leading=r.leadingNonAscii),r.trailingAscii&&D("right",e,t)&&(r.trailing=r.trailingNonAscii),{leading:r.leading,trailing:r.trailing}}function pe(e){var t=e.match(/^(([ \t\r\n]*)(\s*))(?:(?=\S)[\s\S]*\S)?((\s*?)([ \t\r\n]*))$/);return{leading:t[1],leadingAscii:t[2],leadingNonAscii:t[3],trailing:t[4],trailingNonAscii:t[5],trailingAscii:t[6]}}function D(e,t,r){var n,i,a;return e==="left"?(n=t.previousSibling,i=/ $/):(n=t.nextSibling,i=/^ /),n&&(n.nodeType===3?a=i.test(n.nodeValue):r.preformattedCode&&n.nodeName==="CODE"?a=!1:n.nodeType===1&&!S(n)&&(a=i.test(n.textContent))),a}var ge=Array.prototype.reduce;function d(e){if(!(this instanceof d))return new d(e);var t={rules:c,headingStyle:"setext",hr:"* * *",bulletListMarker:"*",codeBlockStyle:"indented",fence:"```",emDelimiter:"_",strongDelimiter:"**",linkStyle:"inlined",linkReferenceStyle:"full",br:"  ",preformattedCode:!1,blankReplacement:function(r,n){return n.isBlock?`

`:""},keepReplacement:function(r,n){return n.isBlock?`

`+n.outerHTML+`

`:n.outerHTML},defaultReplacement:function(r,n){return n.isBlock?`

`+r+`

`:r}};this.options=Q({},t,e),this.rules=new F(this.options)}d.prototype={turndown:function(e){if(!Ae(e))throw new TypeError(e+" is not a string, or an element/document/fragment node.");if(e==="")return"";var t=U.call(this,new ce(e,this.options));return ve.call(this,t)},use:function(e){if(Array.isArray(e))for(var t=0;t<e.length;t++)this.use(e[t]);else if(typeof e=="function")e(this);else throw new TypeError("plugin must be a Function or an Array of Functions");return this},addRule:function(e,t){return this.rules.add(e,t),this},keep:function(e){return this.rules.keep(e),this},remove:function(e){return this.rules.remove(e),this},escape:function(e){return H(e)}};function U(e){var t=this;return ge.call(e.childNodes,function(r,n){n=new me(n,t.options);var i="";return n.nodeType===3?i=n.isCode?n.nodeValue:t.escape(n.nodeValue):n.nodeType===1&&(i=ye.call(t,n)),q(r,i),r},[])}function ve(e){var t=this;return this.rules.forEach(function(r){typeof r.append=="function"&&q(e,r.append(t.options))}),e.join("").replace(/^[\t\r\n]+/,"").replace(/[\t\r\n\s]+$/,"")}function ye(e){var t=this.rules.forNode(e),r=U.call(this,e).join(""),n=e.flankingWhitespace;return(n.leading||n.trailing)&&(r=r.trim()),n.leading+t.replacement(r,e,this.options)+n.trailing}function q(e,t){var r=e.pop()||"",n=x(r),i=L(t),a=Math.max(r.length-n.length,t.length-i.length),l=`

`.substring(0,a);n&&e.push(n),l&&e.push(l),i&&e.push(i)}function Ae(e){return e!=null&&(typeof e=="string"||e.nodeType&&(e.nodeType===1||e.nodeType===9||e.nodeType===11))}var be="script, style, title, meta, link, noscript, template, object, svg, button, select, input, textarea, audio, [hidden]",Ne="h1, h2, h3, h4, h5, h6, li, table, a[href], b, strong, em, i, code, pre, kbd, img[alt], blockquote, details, iframe, .path, .callout, .video",Ee=["http:","https:","mailto:","tel:"],ke=/^https:\/\/(?:(?:www\.)?youtube(?:-nocookie)?\.com\/embed\/|player\.vimeo\.com\/video\/|[\w.-]+\/videos\/embed\/)[^\s()<>]+$/i,Se=["note","tip","warning"],u=new d({headingStyle:"atx",bulletListMarker:"-",codeBlockStyle:"fenced",emDelimiter:"*",hr:"---"}),m=e=>e.replace(/\s+/g," ").trim();u.addRule("heading",{filter:["h1","h2","h3","h4","h5","h6"],replacement:(e,t)=>{let r=m(e.replaceAll("**",""));return r&&`

${"#".repeat(Math.min(Math.max(Number(t.nodeName[1]),2),4))} ${r}

`}});u.addRule("item",{filter:"li",replacement:(e,t)=>{let r=t.parentNode,n=Number(r.getAttribute("start")??1)+[...r.children].indexOf(t),i=r.nodeName==="OL"?`${n}. `:"- ",a=e.trim().replace(/\n{2,}(?=\s*(?:- |\d+\. ))/g,`
`).replace(/\n(?!\n)/g,`
${" ".repeat(i.length)}`);return`${i}${a}${t.nextElementSibling?`
`:""}`}});u.addRule("key",{filter:e=>e.nodeName==="KBD"||e.classList?.contains("path"),replacement:(e,t)=>`[[${m(t.textContent)}]]`});u.addRule("link",{filter:e=>e.nodeName==="A"&&e.hasAttribute("href"),replacement:(e,t)=>{let r=m(e),n=W(t);return r&&n?`[${r}](${/[()\s]/.test(n)?`<${n}>`:n})`:r}});u.addRule("image",{filter:"img",replacement:(e,t)=>{let r=u.escape(m(t.getAttribute("alt")??"")),n=g(t);return r&&n?`![${r}](${n})`:r}});u.addRule("caption",{filter:e=>e.nodeName==="FIGURE"&&e.querySelectorAll("img[alt]").length===1&&!!v(e)&&!!g(e.querySelector("img")),replacement:(e,t)=>{let r=t.querySelector("img");return y(r.getAttribute("alt"),g(r),v(t))}});u.addRule("video",{filter:e=>e.nodeName==="FIGURE"&&e.classList.contains("video"),replacement:(e,t)=>{let r=t.querySelector("a.video-link"),n=t.querySelector("video"),i=t.querySelector(".video-title")?.textContent??"";return n?y(i,g(n),v(t).replace(i,"")):r&&i?y(i,W(r),v(t)):e}});u.addRule("player",{filter:"iframe",replacement:(e,t)=>{let r=(t.getAttribute("src")??"").trim().replace(/^\/\//,"https://");return ke.test(r)?y(t.getAttribute("title")||"Video",r,""):""}});u.addRule("summary",{filter:"summary",replacement:e=>`<summary>${m(e)}</summary>

`});u.addRule("details",{filter:e=>e.nodeName==="DETAILS"&&e.firstElementChild?.nodeName==="SUMMARY",replacement:e=>`

<details>
${e.trim()}

</details>

`});u.addRule("callout",{filter:e=>e.classList?.contains("callout"),replacement:(e,t)=>`

> [!${(Se.find(n=>t.classList.contains(`callout-${n}`))??"note").toUpperCase()}]
${e.trim().replace(/^/gm,"> ").replace(/ +$/gm,"")}

`});u.addRule("table",{filter:"table",replacement:(e,t)=>{let r=[...t.rows].map(s=>[...s.cells].map(o=>u.turndown(o.innerHTML).replace(/\s*\n+\s*/g," ").trim().replace(/(?<!\\)\|/g,"\\|"))),n=Math.max(0,...r.map(s=>s.length));if(n<2)return`

${e.trim()}

`;let i=s=>`| ${Array.from({length:n},(o,f)=>s[f]??"").join(" | ")} |`,[a,...l]=r;return`

${[i(a),`|${" --- |".repeat(n)}`,...l.map(i)].join(`
`)}

`}});function g(e){let{origin:t,pathname:r}=new URL(e.getAttribute("src")??"",location.href);return t===location.origin&&r.startsWith("/media/")?r:""}function v(e){return m(e.querySelector("figcaption")?.textContent??"")}function y(e,t,r){let n=m(r)&&` "${m(r).replace(/[\\"&]/g,"\\$&")}"`;return t?`

![${u.escape(m(e))}](${t}${n})

`:e}function W(e){let t=e.getAttribute("href").trim();try{let r=new URL(t,location.href);return r.origin===location.origin?r.pathname+r.search+r.hash:Ee.includes(r.protocol)?t:""}catch{return""}}function V(e,t){let r=e.ownerDocument.createElement(t);return r.append(...e.childNodes),e.replaceWith(r),r}function Re(e){for(let t of e.querySelectorAll("b[data-style], strong[data-style]"))/font-weight:\s*(?:normal|[1-4]00)/.test(t.getAttribute("data-style"))&&t.replaceWith(...t.childNodes);for(let t of e.querySelectorAll("span[data-style]")){let r=t.getAttribute("data-style"),n=/font-weight:\s*(?:bold|[6-9]00)/.test(r)&&!t.closest("b, strong, h1, h2, h3, h4, h5, h6"),a=/font-style:\s*italic/.test(r)?V(t,"em"):t;if(n){let l=e.ownerDocument.createElement("strong");a.replaceWith(l),l.append(a)}}}function we(e){let t=[];for(let r of[...e.querySelectorAll("p")]){let n=Number(/mso-list:[^;]*level(\d)/.exec(r.getAttribute("data-style")??"")?.[1]??0),i=n&&r.querySelector("span");if(!i){t=[];continue}let a=/^\s*[\da-z]{1,4}[.)]/i.test(i.textContent)?"ol":"ul";for(i.remove(),t=t.slice(0,n);t.length<n;){let l=e.ownerDocument.createElement(a);t.length?(t.at(-1).lastElementChild??t.at(-1)).append(l):r.before(l),t.push(l)}t.at(-1).append(V(r,"li"))}}function Te(e){return e.replace(/<style\b[\s\S]*?<\/style\s*>/gi,"").replace(/<[a-z][^<>]*>/gi,r=>r.replace(/\sstyle\s*=/gi," data-style="))}function Ce(e){let{body:t}=new DOMParser().parseFromString(Te(e),"text/html");return t.querySelectorAll(be).forEach(r=>r.remove()),t.querySelectorAll(".callout-name").forEach(r=>r.remove()),we(t),Re(t),t.querySelector(Ne)?u.turndown(t).replace(/\u00a0/g," ").trim():""}return z(Oe);})();
