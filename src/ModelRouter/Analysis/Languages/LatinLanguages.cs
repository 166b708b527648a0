namespace ModelRouter;

/// <summary>Profiles of languages in Latin letters: about the eighty commonest words of each, and the small words of requests.</summary>
internal static class LatinLanguages
{
    internal static readonly LanguageProfile[] Profiles =
    [
        Of(
            "en",
            "the of and to in is it you that he was for on are with as i his they be at this have from or one had by words but not what all were we when your can " +
            "said there an each which she do how their if will up other about out many then them these so some her would make like him into time has look two more " +
            "write go see could people my than first been who its now find did get come may me us should please explain give does why where tell need want help " +
            "good thank thanks hello hi hey am very any our because while after before let s don t ll re ve summarize translate using use without between during " +
            "also just only over such here still too much show create list describe compare calculate solve rewrite rephrase classify extract fix plan work works",
            "",
            "ing ght ous ful ess ity ted ble ith ers sed led ned red"),
        Of(
            "fr",
            "le la les de des du un une et est en que qui dans pour pas sur au aux avec ce cette ces il elle nous vous je ne se sont plus par mais ou où on mon ma " +
            "mes ton votre vos notre nos leur leurs être avoir fait faire tout tous toute comme si son sa ses peut peux pouvez quel quelle quels comment pourquoi " +
            "quand bonjour merci moi toi lui y c d l j n qu s m aussi très bien sans entre après avant chez donc deux ai as a été sera était suis sommes plaît aide " +
            "écris explique résume traduis donne dis ça cela jour jours temps dont afin alors encore même",
            "àâçèéêëîïôùûüœ",
            "eur aux ent ait ais ons ier ère que oir eux ées lle"),
        Of(
            "de",
            "der die das und ist nicht ein eine einen einem einer eines zu den dem des von mit für auf im in ich sie er es wir ihr sich auch als an bei nach aus " +
            "wie was wer wo wann warum wenn dass daß oder aber nur noch so kann können könnte muss müssen soll sollte wird werden wurde hat haben hatte war sind " +
            "sein mein meine meinen dein deine unser ihre ihren bitte danke hallo mir mich dir dich uns diese dieser dieses diesen alle mehr sehr schon man zum zur " +
            "vom beim ins am um über unter zwischen gibt gut heute morgen erkläre schreibe schreib fasse übersetze nenne zeige hilf welche welcher welches kein " +
            "keine durch gegen ohne seit bis dann doch ja nein damit wieder hier immer",
            "äöüß",
            "ung ich cht ten hen gen sch eit aft ern tet ßen eln ied"),
        Of(
            "es",
            "el la los las de del que y en un una unos unas por para con no se es lo su sus al como más pero me mi mis te tu tus le les nos este esta esto estos " +
            "estas ese esa eso si sí ya o porque muy sin sobre también hasta hay donde dónde quien quién desde todo todos toda todas qué cómo cuál cuáles cuándo " +
            "cuánto cuántos está están estoy son ser estar fue era ha han he tengo tiene tienen puede puedes puedo quiero hola gracias favor ayúdame explica " +
            "explícame escribe resume traduce dame dime hacer hace entre cuando después antes yo él ella ellos nosotros usted ustedes así bien mejor día días año " +
            "años dos algo ni otro otra hoy mañana necesito cada niño pequeño pequeña grande nuevo nueva nada falta vez veces siempre nunca aquí allí ahora semana " +
            "semanas meses hora horas persona gente casa trabajo mucho mucha muchos muchas poco bueno buena volver decir saber querer poder debe deben nuestra " +
            "nuestro primer segundo sería solo mismo mientras entonces pues cosa cosas dice hacen cualquier",
            "áéíñóúü¿¡",
            "ión ado ada dad dos das ero era ico ica nte ndo nes zar cia rse"),
        Of(
            "pt",
            "o a os as de do da dos das que e em um uma uns para por com não se é no na nos nas ao aos à às mais como mas foi ele ela eles seu sua seus suas ou ser " +
            "quando muito há já está eu também só pelo pela até isso isto esse essa este esta entre era depois sem mesmo ter você vocês tem têm meu minha meus " +
            "minhas qual quais quem onde porque quê são estou estão pode podem posso preciso quero obrigado obrigada olá favor ajude explique escreva resuma " +
            "traduza faça diga dê me nós lhe então aqui agora hoje amanhã ainda bem melhor dia dias ano anos fazer num numa dele dela sobre",
            "ãõáâàéêíóôúç",
            "ção ões ado ada ade mos nte iro ira ais éis ram ndo cia rio nha lho"),
        Of(
            "it",
            "il lo la i gli le di del della dei delle degli da dal dalla in nel nella nei con su sul sulla per tra fra un uno una e è che non si mi ti ci vi ho hai " +
            "ha abbiamo hanno sono sei siamo come quando dove perché chi cosa quale quali quanto quanti questo questa questi queste quello quella più ma se anche o " +
            "al alla ai alle suo sua suoi mio mia miei tuo tua nostro essere avere fare fa può puoi posso vorrei voglio ciao grazie favore piacere spiegami spiega " +
            "scrivi riassumi traduci dammi dimmi aiutami dell nell all l d c oggi domani ieri molto bene tutti tutto già ancora senza dopo prima solo poi io lui " +
            "lei loro noi voi anni giorno giorni stato",
            "àèéìòù",
            "oni are ere ire ato ata ità ggi nte tto tta zio ico gli che sse eva"),
        Of(
            "nl",
            "de het een en van is in op te dat die niet voor met zijn aan er om ook als maar bij of uit nog naar door over ze hij wij we je jij u ik mijn mij me " +
            "jouw uw ons onze hun deze dit wat wie waar wanneer waarom hoe welke kan kun kunt kunnen moet moeten zal zullen wil wilt willen heeft heb hebben had " +
            "was waren wordt worden werd geen meer dan al zo nu heel veel goed alstublieft alsjeblieft bedankt dank hallo hoi leg schrijf vat vertaal geef vertel " +
            "help maak maken gaat gaan doen doet tussen zonder na voordat omdat want toch wel iets iemand andere eerste twee jaar dag dagen vandaag morgen gisteren " +
            "hier daar tot onder tegen mag",
            "ëïé",
            "ijk aan oor ijn eid gen ten den ren sch uur aar ken len uit"),
        Of(
            "pl",
            "i w na z do nie się to że jest o jak po co za od dla czy ale tak już przez przy tylko jego jej ich go mu mi mnie ja ty on ona ono my wy oni są był " +
            "była było były być może mogę możesz można ma mam masz ten ta te tego tej tym tych które który która gdzie kiedy kto dlaczego ile jaki jaka jakie " +
            "proszę dziękuję cześć dzień dobry napisz wyjaśnij podaj przetłumacz streść pomóż zrób bardzo więcej wszystko wszystkie jeszcze bez między pod nad " +
            "przed także też oraz lub albo jeśli gdy ponieważ we ze swoje moje mój moja twój nasz dziś jutro wczoraj raz lat roku dni chcę potrzebuję sobie coś nic " +
            "tutaj",
            "ąćęłńóśźż",
            "nie ści ych ego emu owa ski eść ami ach rze sza czy wać ość cie"),
        Of(
            "tr",
            "bir ve bu için da de ne mi mı mu mü ile çok daha ama olarak gibi var yok kadar en o ben sen biz siz onlar benim senin bana sana beni bizim nasıl neden " +
            "niçin nerede kim hangi kaç nedir misin mısın musun lütfen teşekkürler teşekkür merhaba selam olan oldu olur olduğu olduğunu değil sonra önce her şey " +
            "şu şimdi ya ki veya hem ise göre kendi iki yeni iyi büyük bugün yarın dün yıl gün zaman yaz yazar açıkla anlat özetle çevir ver söyle yardım eder et " +
            "istiyorum hakkında arasında içinde üzerinde tüm bütün bazı biraz hiç artık sadece ancak çünkü eğer diye nasılsın",
            "çğıöşüâ",
            "lar ler dır dir yor nda nde dan den nın nin lık lik ası esi mak mek ını ini"),
        Of(
            "id",
            "yang dan di ke dari ini itu untuk dengan tidak akan pada adalah dalam saya kamu anda dia mereka kami kita bisa dapat ada juga sudah belum telah atau " +
            "karena seperti lebih oleh sebagai bagaimana apa apakah siapa mengapa kenapa kapan mana berapa tolong terima kasih halo selamat jelaskan tuliskan " +
            "buatkan terjemahkan ringkas berikan bantu buat tulis cara agar supaya jika kalau saat ketika setelah sebelum antara semua setiap banyak sangat hanya " +
            "masih lagi harus ingin mau perlu orang hari tahun baru satu dua bahwa namun tetapi tapi para secara tentang kepada serta hingga sampai nya aku bukan " +
            "jangan besok kemarin",
            "",
            "kan nya kah lah ang gan aan tan ran han ian uan pun"),
        Of(
            "vi",
            "là và của có không được cho một những các trong với người này đó khi để đã sẽ đang tôi bạn anh em chị ông bà chúng ta họ nó gì nào sao thế như nhưng " +
            "thì mà vì nên từ đến ra vào lên lại còn cũng rất nhiều hơn nhất hãy xin giúp viết giải thích dịch tóm tắt cách làm nói biết muốn cần phải hai năm ngày " +
            "hôm nay mai tại về theo trên dưới sau trước giữa hoặc nếu bằng đi ở vậy ơn chào mình đây kia tất cả mỗi đâu thể bao nhiêu ai rồi tiếng việt câu bài " +
            "hay nhé ạ",
            "àáâãèéêìíòóôõùúýăđĩũơư",
            "ông ười ình ước"),
        Of(
            "sv",
            "och att det är en ett på som för med av den inte till har de i om jag du han hon vi ni man var kan ska skulle kommer från så men eller när hur vad vem " +
            "varför vilken vilket vilka min mitt mina din ditt dig mig oss er sin sitt sina alla allt mycket mer bara också efter under över mellan utan finns bli " +
            "blir blev vara hade göra gör gjorde får fick vill måste behöver tack hej snälla förklara skriv sammanfatta översätt ge hjälp detta denna dessa där här " +
            "nu då än upp ut in vid mot sedan innan eftersom bra idag imorgon igår år dag någon något några ingen åt kunna två hela varje sätt tillbaka igen alltid " +
            "aldrig natt vecka veckor månad månader kväll tid tider lång liten litet stor stora god ny nya gammal använda säga fråga skriva betala köpa skicka " +
            "arbete fel rolig lätt svår första sista nästa andra annan annat båda sådan hem pengar böcker hus barn land lite hjälpa förstå hitta visa berätta gå " +
            "stå ta tar säger kanske gärna",
            "åäö",
            "ing ade are nde het igt iga ter rna ion sch tig ämn"),
        Of(
            "da",
            "og at det er en et på som for med af den ikke til har de i om jeg du han hun vi man var kan skal skulle kommer fra så men eller når hvordan hvad hvem " +
            "hvorfor hvilken hvilket hvilke min mit mine din dit dig mig os jer sin sit sine alle alt meget mere kun også efter under over mellem uden findes blive " +
            "bliver blev være havde gøre gør gjorde får fik vil må bør tak hej venligst forklar skriv opsummer oversæt giv hjælp dette denne disse der her nu da " +
            "end op ud ind ved mod siden inden fordi godt dag morgen går år nogen noget nogle ingen hver bruge bedste lave selv hvis kunne sammen blandt lige have " +
            "jeres vores gerne tror tilbage igen altid aldrig nat uge uger måned måneder aften tid tider lang lille stor store god gode dårlig ny nye gammel sige " +
            "spørge skrive betale købe sende arbejde fejl sjov billig hård let svær første sidste næste anden andet begge cirka sådan hvornår altså frem hjem penge " +
            "bøger hus arbejdet barn børn land lidt hjælpe forstå finde vise fortælle brug gå stå tage tager siger højst eders",
            "æøå",
            "lig hed ing ede ere lse nde ger ige ker ver ten sen hen rne uge age øre ihe dde ner kke"),
        Of(
            "no",
            "og at det er en et ei på som for med av den ikke til har de i om jeg du han hun vi man var kan skal skulle kommer fra så men eller når hvordan hva " +
            "hvem hvorfor hvilken hvilket hvilke min mitt mine din ditt deg meg oss dere sin sitt sine alle alt mye mer bare også etter under over mellom uten " +
            "finnes bli blir ble være hadde gjøre gjør gjorde får fikk vil må bør takk hei vennligst forklar skriv oppsummer oversett gi hjelp dette denne disse " +
            "der her nå da enn opp ut inn ved mot siden før fordi bra dag morgen går år noen noe ingen hver bruke beste lage selv hvis kunne sammen vært gang uke " +
            "ettersom deres vår våre gjerne tror trenger tilbake igjen alltid aldri natt uker måned måneder kveld tid tider lang lite liten stor store god gode " +
            "dårlig ny nye gammel si spørre skrive betale kjøpe sende arbeid jobb feil morsom morsomt billig hard lett vanskelig første siste neste andre annet " +
            "begge omtrent sånn altså fram hjem penger bøker hus barn land litt hjelpe forstå finne vise fortelle bruk gå stå ta tar sier slik kanskje høyst",
            "æøå",
            "lig het ing ede ere lse nde ger ige ker ver ten sen hen ene rne dde tte jon uke øye eie tet kke"),
        Of(
            "fi",
            "ja on ei se että oli ole en hän he minä sinä me te mutta tai kun jos niin kuin myös joka jotka mitä mikä miten miksi missä milloin kuka kuinka voi " +
            "voit voin voisitko voitko pitää täytyy olen olet ovat olla ollut tämä tämän tätä tässä nämä ne sen siitä siinä sitä minun sinun hänen meidän minulle " +
            "sinulle kaikki kaikkia paljon enemmän vain vielä nyt sitten ennen jälkeen kanssa ilman välillä kiitos hei moi hyvä kirjoita selitä tiivistä käännä " +
            "anna kerro auta tee tehdä hyvin tänään huomenna eilen vuotta päivä päivää yksi kaksi koska siis ehkä vaikka esimerkiksi noin kohti asti eli sekä eivät " +
            "tulee pois haluan tarvitsen jo lyhyt pitkä suuri pieni uusi vanha huono paras parhaiten aina joskus koskaan usein heti taas viikko viikkoa kuukausi " +
            "tunti tuntia vuosi ihminen ihmiset lapsi talo työ saa saan saada antaa sanoa kertoa tietää haluta pystyy lisää vähän monta muut muu toinen ensimmäinen " +
            "seuraava tällainen sellainen minut sinut häntä meille teille heille luo laadi puhe",
            "äöå",
            "nen ssa ssä sta stä lla llä lle een iin aan ään den ien tta ttä kin sti ksi isi vat vät hin lta lee eni oni sia siä oja aja"),
        Of(
            "cs",
            "a se v na je že to s z do o i jak ale si za po by pro co tak jsem jsi jsme jste jsou byl byla bylo byly být má mám máš mají může můžu můžeš můžete " +
            "který která které kteří tento tato toto této tom tím ten ta jeho její jejich můj moje mé tvůj náš váš mi mě mně ti nám vám kde kdy kdo proč kolik jaký " +
            "jaká jaké prosím děkuji děkuju ahoj dobrý den napiš napište vysvětli vysvětlete přelož shrň dej řekni pomoz udělej velmi více všechno všechny ještě už " +
            "jen také nebo když protože před mezi bez pod nad ve ze od při než až ani dnes zítra včera rok roku let dny chci potřebuji něco nic tady tam jako aby " +
            "jestli podle mít jít přijít hodně velký malý dobře teď potom nejvíce méně každý druhý první nový starý pouze proto musí musím třeba krátký krátké " +
            "dlouhý dlouho lidé člověk věc svůj svoje svou jednu jeden dvě tři naší našeho těchto kterého nevím vím dělat psát říct vědět moci měli budou bude jde " +
            "stále",
            "áčďéěíňóřšťúůýž",
            "tví ost ého ání ení ova vat nou ých ími ách sti rat ské ský ňte ěte šil něn ějš žit pit"),
        Of(
            "sk",
            "a sa v na je že to s z do o i ako ale si za po by pre čo tak som sme ste sú bol bola bolo boli byť má mám máš majú môže môžem môžeš môžete ktorý ktorá " +
            "ktoré ktorí tento táto toto tejto tom tým ten tá jeho jej ich môj moja moje tvoj náš váš mi ma mne ti nám vám kde kedy kto prečo koľko aký aká aké " +
            "prosím ďakujem ahoj dobrý deň napíš napíšte vysvetli vysvetlite prelož zhrň daj povedz pomôž urob veľmi viac všetko všetky ešte už len tiež alebo keď " +
            "pretože pred medzi bez pod nad vo zo od pri než až ani dnes zajtra včera rok roku rokov dni chcem potrebujem niečo nič tu tam aby či podľa mať ísť " +
            "prísť veľa veľký malý dobre teraz potom najviac menej každý druhý prvý nový starý aj iba preto musí musím treba krátky krátke dlhý dlho ľudia človek " +
            "vec svoj svoje svoju jednu jeden dve tri našej nášho týchto ktorého neviem viem robiť písať povedať vedieť môcť mali budú bude ide stále",
            "áäčďéíĺľňóôŕšťúýž",
            "tvo osť ého nie vať ých ými ách sti iam nia cia ské ský ost iek ieť iať niť žiť nej kej jej ťou"),
        Of(
            "ro",
            "și de la în a cu pe nu că un o este sunt care pentru din mai ce sau ca se am ai are au fi fost să îmi îți mă te ne vă lui lor ei el ea noi voi eu tu " +
            "meu mea mele tău ta sa său acest această acesta aceste acestea acel cum când unde cine cât câte câți cărui vreau pot poți poate trebuie mulțumesc " +
            "salut bună ziua rog explică scrie rezumă traduce tradu dă spune ajută fă foarte mult bine toate toți tot doar încă deja după înainte între fără dacă " +
            "deoarece astăzi mâine ieri an ani zile zi două lucru prin asupra despre ori nici decât dintre către al ale cel cea cele iar dar printr",
            "ăâîșțşţ",
            "lui lor ate ție ări are tul ște esc ile ele ază ură ilă"),
        Of(
            "hu",
            "a az és hogy nem is egy ez ezt azt volt van vannak de meg mint csak már el ha még én te ő mi ti ők engem nekem neked neki nekünk hogyan mit miért hol " +
            "mikor ki melyik mennyi milyen hány kérlek kérem köszönöm szia helló jó napot írj írjon magyarázd foglald fordítsd mondd segíts készíts tudsz tudna " +
            "lehet kell kellene szeretnék akarok minden mindig nagyon több után előtt között nélkül vagy mert akkor amikor ami aki amely ezek azok ebben abban erre " +
            "arra ma holnap tegnap év nap két sok jól így úgy itt ott pedig sem fel be le át össze szerint által alatt miatt számára lesz lett vagyok vagyunk " +
            "magyar",
            "áéíóöőúüű",
            "nak nek ban ben ból ből hoz hez val vel sok ság ség tás tés ott ett ják ünk unk ani eni"),
        Of(
            "hr",
            "i u na je se da za od su sa s o ne što kao ali ili iz po do bi bio bila bilo biti sam si smo ste ja ti on ona ono mi vi oni moj moja moje tvoj naš vaš " +
            "mene meni tebi njega njoj nam vam me te ga ovo ovaj ova ove ovog to taj ta kako gdje kada tko zašto koliko koji koja koje kojem kojih molim hvala bok " +
            "dobar dan napiši napišite objasni objasnite prevedi sažmi daj reci pomozi napravi mogu možeš može možete treba trebam želim hoću vrlo više sve svi još " +
            "već samo također ako jer kad prije poslije između bez pod nad pri nego niti danas sutra jučer godina godine dana dva nešto ništa ovdje tamo nakon zbog " +
            "prema tijekom li imam ima prvi drugi novi nova stari dobro loše sada uvijek nikad opet velik mali malo puno vrijeme čovjek ljudi kuća posao svaki " +
            "svaka neki neke protiv kroz preko oko moram moraš imati raditi reći znati pisati kratak kratko dug dugo broja jedan jedna dvije tri jest nije nisu " +
            "nisam ipak onda",
            "čćđšž",
            "nje nja ima ama ske ski nog noj iti ati ost sti ije eno ući ica"),
        Of(
            "ca",
            "el la els les de del dels que i en un una uns unes per amb no es és són lo seu seva seus al als com més però em me meu meva et teu teva li ens nos " +
            "aquest aquesta això aquests aquestes si sí ja o perquè molt sense sobre també fins hi ha on qui què quin quina quins quan quant quants està estan ser " +
            "estar va van he has hem puc pots pot vull gràcies sisplau plau ajuda explica escriu resumeix tradueix dona digues fer fa entre després abans jo " +
            "ell ella ells nosaltres vostè així bé millor dia dies any anys dos res ni altre altra avui demà ahir necessito cada ho tinc té tenen fet l d s des pel " +
            "pels cap tot tots tota totes petit petita gran nou nova cal vegada vegades sempre mai aquí allà ara setmana setmanes mesos hora hores persona gent " +
            "casa feina molta molts moltes poc bo bona tornar dir saber voler poder haver tenir anar primer segon seria estic estàs només mateix mentre llavors " +
            "doncs cosa coses diu fan qualsevol nostre nostra vostre",
            "àçèéíïòóúü",
            "ció ent tat ats ada des eix ria sió nça gui ues ons nts"),
        Of(
            "tl",
            "ang ng mga sa na at ay ko mo ka siya ako kami tayo sila ito iyon iyan dito doon para kung ano paano bakit saan kailan sino alin ilan hindi oo may " +
            "mayroon wala din rin lang po opo salamat kumusta magandang umaga gabi araw pakiusap isulat ipaliwanag isalin ibigay sabihin tulungan gumawa paki gusto " +
            "kailangan pwede maaari dapat lahat bawat marami mas pinaka dahil kaya pero ngunit o habang pagkatapos bago kasama nang naman ba nga daw raw niya nila " +
            "namin natin atin akin iyo inyo kanila kanya isa dalawa taon ngayon bukas kahapon tungkol ilalim loob mula hanggang bilang upang kapag isang mong kong " +
            "nating ating aking",
            "",
            "ang ong ing yan han gan hin mga ila tao"),
    ];

    private static LanguageProfile Of(string code, string words, string letters, string endings) =>
        new(code, Script.Latin, words, letters, endings);
}
