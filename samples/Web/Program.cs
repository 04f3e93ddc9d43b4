// A page on which one draws a digit, and sees what crossbars and software make of it:  dotnet run -c Release
using System.Text.Json.Serialization;
using Crossbar.Runtime;
using Microsoft.AspNetCore.Diagnostics;
using Web;

var builder = WebApplication.CreateBuilder(args);
// A question has 784 numbers, some 3 KB.
builder.WebHost.ConfigureKestrel(kestrel => kestrel.Limits.MaxRequestBodySize = 64 * 1024);
builder.Services.ConfigureHttpJsonOptions(json =>
{
    // What is missing, null or unknown in a question is said, not guessed.
    json.SerializerOptions.RespectRequiredConstructorParameters = true;
    json.SerializerOptions.RespectNullableAnnotations = true;
    json.SerializerOptions.UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow;
    json.SerializerOptions.Converters.Add(new JsonStringEnumConverter(namingPolicy: null, allowIntegerValues: false));
});
builder.Services.Configure<RouteHandlerOptions>(routes => routes.ThrowOnBadRequest = true);
builder.Services.AddProblemDetails(problems => problems.CustomizeProblemDetails = context =>
{
    if (context.Exception is BadHttpRequestException bad)
        context.ProblemDetails.Detail = bad.InnerException?.Message ?? bad.Message;
});
builder.Services.AddSingleton<SoftwareNetwork>();
builder.Services.AddSingleton<Chips>();

var app = builder.Build();
app.UseExceptionHandler(new ExceptionHandlerOptions
{
    StatusCodeSelector = mistake => mistake is BadHttpRequestException bad ? bad.StatusCode : StatusCodes.Status500InternalServerError,
    SuppressDiagnosticsCallback = context => context.Exception is BadHttpRequestException,
});
app.UseStatusCodePages();
app.Use((context, next) =>
{
    // All that the page is made of comes from here.
    context.Response.Headers.ContentSecurityPolicy = "default-src 'self'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'";
    context.Response.Headers.XContentTypeOptions = "nosniff";
    return next(context);
});
app.UseFileServer();

app.MapPost("/classify", IResult (Question? question, Chips chips, SoftwareNetwork software) =>
{
    if (question is null)
        return TypedResults.Problem("A question is a JSON object with 'pixels'.", statusCode: StatusCodes.Status400BadRequest);
    if (question.Fault is { } fault)
        return Refused(nameof(Question.Pixels), fault);
    var options = question.Chip;
    if (options.Refusal(Chips.Device) is { } refusal)
        return Refused(nameof(Question.Age), refusal);
    try
    {
        var network = chips.Get(options).Network;
        var pixels = question.Bytes();
        return TypedResults.Ok(new Answer(Verdict.Of(Scores(network, pixels)), Verdict.Of(software.Predict(pixels))));
    }
    catch (ArgumentOutOfRangeException mistake)
    {
        // The runtime knows what an option may be; the first sentence says it.
        return Refused(mistake.ParamName!, mistake.Message.Split(" (Parameter")[0]);
    }

    static float[] Scores(CrossbarNetwork network, byte[] pixels)
    {
        var scores = new float[network.ClassCount];
        network.Predict(pixels, scores);
        return scores;
    }

    static IResult Refused(string field, string reason) =>
        TypedResults.ValidationProblem(new Dictionary<string, string[]> { [System.Text.Json.JsonNamingPolicy.CamelCase.ConvertName(field)] = [reason] }, detail: reason);
});

app.Run();
